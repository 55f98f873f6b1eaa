/** Mutations whose payloads lead on, `@override`, shareable roots, `Query` found again below. */
export const orders = {
  orders: /* GraphQL */ `
    type Query {
      orders(first: Int = 3, status: Status): [Order!]
      order(id: ID!): Order
      now: Clock @shareable
    }
    type Mutation {
      place(input: PlaceInput!): PlaceResult!
      cancel(id: ID!): Order
    }
    input PlaceInput { items: [ItemInput!]! note: String = "none" }
    input ItemInput { sku: ID! count: Int! = 1 }
    union PlaceResult = Placed | Refused
    type Placed { order: Order! query: Query }
    type Refused { reason: String! query: Query! }
    type Order @key(fields: "id") { id: ID! status: Status! lines: [Line!]! customer: Customer total: Float }
    type Line { count: Int! item: Item }
    enum Status { OPEN PAID SENT }
    type Customer @key(fields: "id") { id: ID! }
    type Item @key(fields: "sku") { sku: ID! title: String }
    type Clock @shareable { hour: Int! }
  `,
  stock: /* GraphQL */ `
    type Query {
      items: [Item]
      now: Clock @shareable
    }
    type Mutation {
      restock(sku: ID!, count: Int): Item
    }
    type Item @key(fields: "sku") {
      sku: ID!
      title: String @override(from: "orders")
      count: Int!
      place: Place
    }
    type Place { shelf: String! row: Int }
    type Clock @shareable { hour: Int! }
  `,
  customers: /* GraphQL */ `
    type Query {
      customers: [Customer!]!
    }
    type Mutation {
      rename(id: ID!, name: String!): Customer!
    }
    type Customer @key(fields: "id") {
      id: ID!
      name: String!
      friends: [Customer]
      orders: [Order!]
    }
    type Order @key(fields: "id") { id: ID! rating: Int }
  `,
};
