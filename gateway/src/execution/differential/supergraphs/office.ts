/** Chains of `@requires` over several subgraphs, nested and composite keys, a key that cannot be resolved. */
export const office = {
  staff: /* GraphQL */ `
    type Query {
      employees: [Employee!]!
      employee(id: ID!): Employee
      team(id: ID!): Team
    }
    type Employee @key(fields: "id") @key(fields: "team { id } number") {
      id: ID!
      number: Int!
      team: Team!
      name: Name!
    }
    type Name @shareable {
      first: String!
      last: String
    }
    type Team @key(fields: "id") {
      id: ID!
      members: [Employee!]
      lead: Employee
    }
  `,
  pay: /* GraphQL */ `
    type Employee @key(fields: "team { id } number") {
      number: Int!
      team: Team!
      grade: Int
      salary: Salary
    }
    type Salary {
      amount: Float!
      currency: String
    }
    type Team @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  tax: /* GraphQL */ `
    type Employee @key(fields: "id") {
      id: ID!
      grade: Int @external
      salary: Salary @external
      taxClass: String @requires(fields: "grade salary { amount }")
      country: String
    }
    type Salary {
      amount: Float! @external
    }
  `,
  letters: /* GraphQL */ `
    type Query {
      letters: [Letter]
    }
    type Employee @key(fields: "id") {
      id: ID!
      taxClass: String @external
      country: String @external
      name: Name! @external
      greeting: String! @requires(fields: "taxClass name { first last } country")
      letters: [Letter!]
    }
    type Name @shareable {
      first: String!
      last: String
    }
    type Letter @key(fields: "id") {
      id: ID!
      to: Employee
      copies: [Employee]!
    }
  `,
};
