/** Unions of entities, lists of lists, value types in several subgraphs, enums, own scalars, deep non-null. */
export const content = {
  pages: /* GraphQL */ `
    scalar Anything
    type Query {
      pages: [Page]
      home: Page!
      grid: [[Block!]!]
      table: [[Cell]]!
    }
    type Page @key(fields: "slug") {
      slug: String!
      kind: PageKind!
      blocks: [Block!]
      extra: Anything
      extras: [Anything]
      seo: Seo! @shareable
      parent: Page
    }
    enum PageKind { ARTICLE LIST HOME }
    union Block = Text | Image | Teaser
    type Text { html: String! size: Size @shareable }
    type Image @key(fields: "id") { id: ID! size: Size @shareable alt: String }
    type Teaser { page: Page! image: Image note: Note }
    type Size @shareable { width: Int! height: Int }
    type Seo @shareable { title: String robots: [Robot!]! }
    enum Robot { INDEX FOLLOW }
    type Cell { value: Float flag: Boolean! row: [[Int]] }
    interface Note { text: String }
    type Plain implements Note { text: String bold: Boolean }
    type Linked implements Note { text: String target: Page }
  `,
  assets: /* GraphQL */ `
    type Query {
      images(of: [PageKind!], size: SizeInput): [Image!]!
    }
    input SizeInput { width: Int = 3 height: Int }
    enum PageKind { ARTICLE LIST HOME }
    type Image @key(fields: "id") {
      id: ID!
      url: String!
      size: Size @shareable
      sizes: [Size!]!
      license: License
    }
    type Size @shareable { width: Int! height: Int }
    type License { owner: Person! until: String }
    type Person @key(fields: "id") { id: ID! name: String! }
  `,
  people: /* GraphQL */ `
    type Query {
      authors: [Author]
    }
    union Author = Person | Agency
    type Person @key(fields: "id") { id: ID! pages: [Page!] works: [Work] }
    type Agency { name: String! people: [Person!]! }
    union Work = Page | Image
    type Page @key(fields: "slug") { slug: String! author: Author seo: Seo! @shareable }
    type Image @key(fields: "id") { id: ID! author: Author! }
    type Seo @shareable { title: String robots: [Robot!]! }
    enum Robot { INDEX FOLLOW }
  `,
};
