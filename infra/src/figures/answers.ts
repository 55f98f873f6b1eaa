/** A cell as the operation `export-figures` asks for it. Measures are null where they must not show. */
export interface FigureCell {
  readonly first: { readonly code1: string; readonly label1: string } | null;
  readonly second: { readonly code2: string; readonly label2: string } | null;
  readonly period: { readonly period: string; readonly periodLabel: string; readonly begins: string };
  readonly suppressed: boolean;
  readonly received: number | null;
  readonly kommunen: number | null;
  readonly firstTimeKommunen: number | null;
  readonly medianHoursToFirstAnswer: number | null;
  readonly p90HoursToFirstAnswer: number | null;
}

export interface FiguresAnswer {
  readonly statistics: { readonly rows: readonly FigureCell[] };
}

/** A Kommune as `export-kommunen` and `export-membership-coverage` ask for it: each for a part of this. */
export interface KommuneRow {
  readonly ags: string;
  readonly name: string;
  readonly population: number;
  readonly region: { readonly region: string };
  /** Not for a Landkreis. */
  readonly kind?: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly staedtetagMember?: { readonly staedtetag: string } | null;
  readonly gemeindetagMember?: { readonly gemeindetag: string } | null;
}

export interface KommunenAnswer {
  readonly kommunen: { readonly rows: readonly KommuneRow[] };
}

export interface WhiteSpotsAnswer {
  readonly topics: readonly { readonly code: string; readonly label: string }[];
  readonly regionen: readonly { readonly key: string; readonly name: string }[];
  readonly associations: readonly {
    readonly advisors: readonly {
      readonly available: boolean;
      readonly topics: readonly { readonly code: string }[];
      /** Keys as far as they go: 08, 083, 0833, 08336. */
      readonly areas: readonly string[];
    }[];
  }[];
}

/** The Gemeinden alone, without Landkreise. */
export function gemeindenOf({ kommunen }: KommunenAnswer): readonly KommuneRow[] {
  return kommunen.rows.filter(({ kind }) => kind !== undefined);
}

/** 1,101. */
export function english(value: number): string {
  return value.toLocaleString('en-US');
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The sum, null where a part of it must not show. */
export function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}
