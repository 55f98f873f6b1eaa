import type { GemeindeKind, VerwaltungsgemeinschaftKind } from '../generated/resolvers.ts';

export type { GemeindeKind, KommuneKind } from '../generated/resolvers.ts';

interface KommuneFacts {
  readonly ags: string;
  readonly ars: string;
  readonly name: string;
  readonly officialName: string;
  readonly population: number;
  readonly areaKm2: number;
  readonly regionKey: string;
  /** Last day on which the Kommune existed, null while no end is known. */
  readonly validUntil: string | null;
  readonly successorAgs: string | null;
}

/** Stadt or Gemeinde; a Stadtkreis is one too. */
export interface GemeindeRow extends KommuneFacts {
  readonly __typename: 'Gemeinde';
  readonly kind: GemeindeKind;
  readonly postalCode: string;
  /** Degrees. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Null for a Stadtkreis. */
  readonly landkreisAgs: string | null;
  readonly verwaltungsgemeinschaftKey: string | null;
}

export interface LandkreisRow extends KommuneFacts {
  readonly __typename: 'Landkreis';
  readonly kind: 'LANDKREIS';
  /** Seat of the Landratsamt. */
  readonly seat: string;
}

export type KommuneRow = GemeindeRow | LandkreisRow;

export interface RegierungsbezirkRow {
  readonly key: string;
  readonly name: string;
  readonly seat: string;
}

export interface RegionRow extends RegierungsbezirkRow {
  readonly regierungsbezirkKey: string;
}

export interface VerwaltungsgemeinschaftRow extends RegierungsbezirkRow {
  readonly kind: VerwaltungsgemeinschaftKind;
}

/** Gemeindefreies Gebiet: it has a key and a name, and no Kommune. */
export interface UnincorporatedAreaRow {
  readonly ags: string;
  readonly name: string;
}

/** Where the register comes from, days as ISO dates. */
export interface RegisterSourceRow {
  readonly source: string;
  readonly asOf: string;
  readonly populationAsOf: string;
}

/** All rows of the register as of one version. */
export interface RegisterRows {
  readonly version: number;
  /** Null where no register has been loaded yet. */
  readonly source: RegisterSourceRow | null;
  readonly regierungsbezirke: readonly RegierungsbezirkRow[];
  readonly regionen: readonly RegionRow[];
  readonly verwaltungsgemeinschaften: readonly VerwaltungsgemeinschaftRow[];
  readonly kommunen: readonly KommuneRow[];
  readonly unincorporatedAreas: readonly UnincorporatedAreaRow[];
}
