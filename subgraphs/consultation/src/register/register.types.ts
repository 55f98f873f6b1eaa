import type { GemeindeKind, SizeClass, VerwaltungsgemeinschaftKind } from '../generated/resolvers.ts';

export type { GemeindeKind, KommuneKind } from '../generated/resolvers.ts';

/** Where the register comes from, days as ISO dates. */
export interface RegisterSourceRow {
  readonly source: string;
  readonly asOf: string;
  readonly populationAsOf: string;
}

export interface RegierungsbezirkRow {
  readonly key: string;
  readonly name: string;
  readonly seat: string;
}

export interface RegionRow extends RegierungsbezirkRow {
  readonly regierungsbezirk: RegierungsbezirkRow;
}

export interface VerwaltungsgemeinschaftRow extends RegierungsbezirkRow {
  readonly kind: VerwaltungsgemeinschaftKind;
}

/** Gemeindefreies Gebiet: it has a key and a name, and no Kommune. */
export interface UnincorporatedAreaRow {
  readonly ags: string;
  readonly name: string;
  readonly areaKm2: number;
}

/** A name that a Kommune bore, until a day as an ISO date. */
export interface FormerNameRow {
  readonly name: string;
  readonly officialName: string;
  readonly until: string;
}

interface KommuneFacts {
  readonly ags: string;
  readonly ars: string;
  readonly name: string;
  readonly officialName: string;
  readonly population: number;
  readonly areaKm2: number;
  readonly sizeClass: SizeClass;
  readonly region: RegionRow;
  readonly regierungsbezirk: RegierungsbezirkRow;
  /** Last day on which the Kommune existed, null while no end is known. */
  readonly validUntil: string | null;
  /** The newest first. */
  readonly formerNames: readonly FormerNameRow[];
}

/** Stadt or Gemeinde; a Stadtkreis is one too. Rows hold the rows that they refer to, so no resolver has to look them up. */
export interface GemeindeRow extends KommuneFacts {
  readonly __typename: 'Gemeinde';
  readonly kind: GemeindeKind;
  readonly postalCode: string;
  /** Degrees. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Null for a Stadtkreis. */
  readonly landkreis: LandkreisRow | null;
  readonly verwaltungsgemeinschaft: VerwaltungsgemeinschaftRow | null;
  readonly successor: GemeindeRow | null;
}

export interface LandkreisRow extends KommuneFacts {
  readonly __typename: 'Landkreis';
  readonly kind: 'LANDKREIS';
  /** Seat of the Landratsamt. */
  readonly seat: string;
  readonly successor: LandkreisRow | null;
}

export type KommuneRow = GemeindeRow | LandkreisRow;
