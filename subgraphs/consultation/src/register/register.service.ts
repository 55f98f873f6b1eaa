import type { PageArguments } from '@gkz-qe/kit/connection.ts';
import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { AssociationCode, KommuneFilter, KommuneOrder } from '../generated/resolvers.ts';
import type { Place, RoutingFacts } from '../routing/routing.types.ts';
import { createKommuneTest, existsOn, heirOf, type KommuneTest } from './kommune-filter.ts';
import { type KommunePage, pageOfHits, pageOfKommunen } from './kommune-list.ts';
import { collectPlaceFacts } from './place-facts.ts';
import type { RegisterSnapshot } from './register.snapshot.ts';
import type { GemeindeRow, KommuneRow, LandkreisRow, RegisterSourceRow } from './register.types.ts';

export interface RegisterDependencies {
  /** The register as this request sees it. */
  readonly snapshot: () => Promise<RegisterSnapshot>;
  /** Keys of the Kommunen that are members of any of the associations on a day. */
  readonly findMemberKeys: (associations: readonly AssociationCode[], day: string) => Promise<ReadonlySet<string>>;
  readonly today: string;
}

export interface KommunenQuestion extends PageArguments {
  readonly search?: string | null | undefined;
  readonly filter?: KommuneFilter | null | undefined;
  readonly orderBy?: KommuneOrder | null | undefined;
}

export interface RegisterTotals extends RegisterSourceRow {
  readonly gemeinden: number;
  readonly landkreise: number;
  readonly population: number;
}

/** Longer than any name, so that a text of 100 KB costs nothing. */
const longestSearch = 100;

export type RegisterService = ReturnType<typeof createRegisterService>;

/** The register of Kommunen. Everybody may read it. */
export function createRegisterService({ snapshot, findMemberKeys, today }: RegisterDependencies) {
  /**
   * Which existing Kommune that fits a key stands for: the one in which it went on, where it has ended. Null where none fits.
   *
   * @throws Problem BAD_USER_INPUT for a key of the filter that cannot be
   */
  async function createHeirFinder(filter: KommuneFilter): Promise<(ags: string) => KommuneRow | null> {
    const fits = await createTest({ ...filter, includeEnded: false });
    const register = await snapshot();
    return (ags) => {
      const kommune = register.findKommune(ags);
      const heir = kommune && heirOf(kommune, today);
      return heir && fits(heir) ? heir : null;
    };
  }

  return {
    createHeirFinder,

    /** The keys that stand for a Kommune that fits: its own, and those of ended ones that went on in it. */
    async findKeys(filter: KommuneFilter): Promise<readonly string[]> {
      const findHeir = await createHeirFinder(filter);
      return (await snapshot()).kommunen.map(({ ags }) => ags).filter((ags) => findHeir(ags) !== null);
    },

    /** The register in memory, for look-ups by key. */
    snapshot,

    /** @throws Problem BAD_USER_INPUT for anything but eight digits */
    async findGemeinde(ags: string): Promise<GemeindeRow | null> {
      if (!/^\d{8}$/.test(ags)) throw badInput('ags', 'Der Schlüssel einer Gemeinde hat acht Ziffern.');
      return (await snapshot()).findGemeinde(ags);
    },

    /** @throws Problem BAD_USER_INPUT for anything but five digits */
    async findLandkreis(ags: string): Promise<LandkreisRow | null> {
      if (!/^\d{5}$/.test(ags)) throw badInput('ags', 'Der Schlüssel eines Landkreises hat fünf Ziffern.');
      return (await snapshot()).findLandkreis(ags);
    },

    /** The row that a key stored by this subgraph stands for. */
    async getKommune(ags: string): Promise<KommuneRow> {
      const kommune = (await snapshot()).findKommune(ags);
      if (kommune === null) throw new Error('a Kommune that is referred to is not in the register');
      return kommune;
    },

    /** The rows of these keys, in their order; unknown keys are left out. */
    async findKommunen(keys: readonly string[]): Promise<readonly KommuneRow[]> {
      if (keys.length === 0) return [];
      const register = await snapshot();
      return keys.flatMap((key) => register.findKommune(key) ?? []);
    },

    /** Those rows of a list that have not ended. */
    existing: <Row extends KommuneRow>(rows: readonly Row[]): Row[] =>
      rows.filter(({ validUntil }) => existsOn(validUntil, today)),

    /**
     * A page of the Kommunen that fit; best match first where something is searched for.
     *
     * @param also what must hold besides
     * @throws Problem BAD_USER_INPUT for a search, key, page size or cursor that cannot be
     */
    async list(
      { search, filter, orderBy, ...page }: KommunenQuestion,
      also: KommuneTest = () => true,
    ): Promise<KommunePage> {
      const text = readSearch(search);
      const fits = await createTest(filter ?? {});
      const test: KommuneTest = (kommune) => fits(kommune) && also(kommune);
      const register = await snapshot();
      if (text === null) return pageOfKommunen(register.kommunen.filter(test), orderBy ?? 'NAME', page);
      const hits = register.search(text).filter(({ kommune }) => test(kommune));
      return pageOfHits(hits, page);
    },

    /** @throws Problem UNAVAILABLE where no register has been loaded yet */
    async describe(): Promise<RegisterTotals> {
      const { source, kommunen } = await snapshot();
      if (source === null) throw new Problem('UNAVAILABLE', 'Das Gemeindeverzeichnis ist noch nicht geladen.');
      const existing = kommunen.filter(({ validUntil }) => existsOn(validUntil, today));
      const gemeinden = existing.filter(({ __typename }) => __typename === 'Gemeinde');
      return {
        ...source,
        gemeinden: gemeinden.length,
        landkreise: existing.length - gemeinden.length,
        population: gemeinden.reduce((sum, { population }) => sum + population, 0),
      };
    },

    /** What routing must know of the register for one inquiry: see {@link collectPlaceFacts}. */
    async findPlaceFacts(
      place: Place | null,
      furtherPlaces: readonly string[],
    ): Promise<Pick<RoutingFacts, 'placeMatches' | 'kommunen' | 'unincorporated'>> {
      return collectPlaceFacts(await snapshot(), place, furtherPlaces);
    },
  };

  async function createTest({ memberOf, ...filter }: KommuneFilter): Promise<KommuneTest> {
    const test = createKommuneTest(filter, today);
    if (memberOf == null) return test;
    const members = await findMemberKeys(memberOf, today);
    return (kommune) => members.has(kommune.ags) && test(kommune);
  }
}

/** Null where nothing is searched for. */
function readSearch(search: string | null | undefined): string | null {
  if (search == null || search.trim() === '') return null;
  if (search.length > longestSearch) {
    throw badInput('search', `Bitte suchen Sie mit höchstens ${longestSearch} Zeichen.`);
  }
  return search;
}
