/** Interfaces over types of several subgraphs, `@provides` through them, `@requires` of lists and of fragments. */
export const travel = {
  trips: /* GraphQL */ `
    type Query {
      trips: [Trip]
      stays: [Stay!]
      stay: Stay
    }
    type Trip @key(fields: "id") {
      id: ID!
      stays: [Stay!]!
      host: Host @provides(fields: "name")
      legs: [Leg]
    }
    interface Stay {
      id: ID!
      price: Float
    }
    type Hotel implements Stay @key(fields: "id") { id: ID! price: Float stars: Int }
    type Flat implements Stay @key(fields: "id") { id: ID! price: Float owner: Host @shareable }
    type Host @key(fields: "id") { id: ID! name: String @external }
    interface Leg { from: City! to: City }
    type Train implements Leg { from: City! to: City number: String }
    type Walk implements Leg { from: City! to: City km: Float! }
    type City @key(fields: "code") { code: ID! }
  `,
  hosts: /* GraphQL */ `
    type Query {
      hosts: [Host!]
    }
    type Host @key(fields: "id") { id: ID! name: String @shareable languages: [String!] flats: [Flat] }
    type Flat @key(fields: "id") { id: ID! rooms: [Room!]! owner: Host @shareable rules: String }
    type Room { beds: Int! size: Float window: Boolean }
  `,
  rating: /* GraphQL */ `
    type Query {
      best: [Rated]
    }
    union Rated = Hotel | Flat
    type Hotel @key(fields: "id") { id: ID! stars: Int @external rating: Float @requires(fields: "stars") }
    type Flat @key(fields: "id") {
      id: ID!
      rooms: [Room!]! @external
      owner: Host @external
      rating: Float! @requires(fields: "rooms { beds size } owner { languages }")
    }
    type Room { beds: Int! @external size: Float @external }
    type Host @key(fields: "id") { id: ID! languages: [String!] @external }
    type City @key(fields: "code") { code: ID! safety: Int stays: [Rated!] }
  `,
  cities: /* GraphQL */ `
    type Query {
      cities: [City]!
      city(code: ID!): City
    }
    type City @key(fields: "code") { code: ID! name: String! mayor: Mayor near: [City!] }
    type Mayor { name: String! since: Int }
  `,
};
