/** Equal entities at many places, `@requires`, `@provides`, several keys, a shareable root field. */
export const shop = {
  accounts: /* GraphQL */ `
    type Query {
      me: User
      users: [User]
      user(id: ID!): User
      version: String! @shareable
    }
    type User @key(fields: "id") @key(fields: "email") {
      id: ID!
      email: String!
      name: String
      username: String @shareable
      birthDate: String
    }
  `,
  products: /* GraphQL */ `
    type Query {
      topProducts(first: Int = 5): [Product!]
      product(upc: String!): Product
      version: String! @shareable
    }
    type Product @key(fields: "upc") @key(fields: "sku brand { id }") {
      upc: String!
      sku: String!
      brand: Brand!
      name: String
      price: Int
      weight: Int
    }
    type Brand @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  inventory: /* GraphQL */ `
    type Product @key(fields: "upc") {
      upc: String!
      weight: Int @external
      price: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
      label: String! @requires(fields: "price")
    }
  `,
  reviews: /* GraphQL */ `
    type Query {
      review(id: ID!): Review
      latest(count: Int, of: [ID!]): [Review]!
    }
    type Review @key(fields: "id") {
      id: ID!
      body: String
      stars: Int!
      author: User @provides(fields: "username")
      product: Product
    }
    type User @key(fields: "id") {
      id: ID!
      username: String @external
      reviews(first: Int): [Review]
    }
    type Product @key(fields: "sku brand { id }") {
      sku: String!
      brand: Brand!
      reviews: [Review!]
    }
    type Brand @key(fields: "id") {
      id: ID!
      rating: Float
    }
  `,
};
