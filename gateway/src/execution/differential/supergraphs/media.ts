/** Interfaces that are entities, `@interfaceObject`, unions over several subgraphs. */
export const media = {
  catalog: /* GraphQL */ `
    type Query {
      media: [Media]
      firstMedia: Media!
      search(text: String): [Found]
      shelf: Shelf
    }
    interface Media @key(fields: "id") {
      id: ID!
      title: String!
      length: Int
    }
    type Book implements Media @key(fields: "id") {
      id: ID!
      title: String!
      length: Int
      pages: Int!
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      title: String!
      length: Int
      director: Person
    }
    type Song implements Media @key(fields: "id") {
      id: ID!
      title: String!
      length: Int
    }
    type Person @key(fields: "id") {
      id: ID!
      name: String
    }
    union Found = Book | Film | Person
    type Shelf {
      items: [[Media!]]
      top: Found
    }
  `,
  reviews: /* GraphQL */ `
    type Query {
      reviewed: [Media!]
    }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      score: Float!
      reviews: [Review!]!
      similar: Media
    }
    type Review {
      text: String
      by: Person!
      about: Media
    }
    type Person @key(fields: "id") {
      id: ID!
      reviews: [Review]
    }
  `,
  lending: /* GraphQL */ `
    type Query {
      lent: [Lendable]
    }
    interface Lendable {
      copies: Int
    }
    type Book implements Lendable @key(fields: "id") {
      id: ID!
      copies: Int
      lentTo: Person
    }
    type Film implements Lendable @key(fields: "id") {
      id: ID!
      copies: Int
      medium: Medium
    }
    enum Medium { DISC TAPE STREAM }
    type Person @key(fields: "id") {
      id: ID!
      lends: [Lendable!]
    }
  `,
};
