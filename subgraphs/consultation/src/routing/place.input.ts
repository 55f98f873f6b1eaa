import { isStorable } from '@gkz-qe/kit/input.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { InputMaybe, PlaceInput } from '../generated/resolvers.ts';
import type { Place } from './routing.types.ts';

const maxName = 200;
const maxFurtherPlaces = 50;

/** Five digits of a Kreis or eight of a Gemeinde, of any Land: routing says where those of other Länder turn to. */
const keyForm = /^\d{5}(\d{3})?$/;

/**
 * Reads the place of an inquiry. Left out, or with nothing in it, there is none.
 *
 * @throws Problem BAD_USER_INPUT naming the field that does not fit, or the place where it holds more than one
 */
export function readPlace(input: InputMaybe<PlaceInput> | undefined): Place | null {
  const given = [
    ...readKey(input?.ags),
    ...readName(input?.name),
    ...readPostalCode(input?.postalCode),
  ] satisfies Place[];
  if (given.length > 1) {
    throw badInput('input.place', 'Bitte nennen Sie entweder den Schlüssel, den Namen oder die Postleitzahl.');
  }
  return given[0] ?? null;
}

function readKey(ags: string | null | undefined): Place[] {
  if (ags == null) return [];
  if (keyForm.test(ags)) return [{ by: 'AGS', value: ags }];
  throw badInput('input.place.ags', 'Ein Schlüssel hat 8 Ziffern bei Gemeinden und 5 bei Kreisen.');
}

function readName(name: string | null | undefined): Place[] {
  if (name == null) return [];
  const value = name.trim();
  if (value !== '' && value.length <= maxName && isStorable(value)) return [{ by: 'NAME', value }];
  throw badInput('input.place.name', `Der Name der Kommune hat 1 bis ${maxName} Zeichen.`);
}

function readPostalCode(postalCode: string | null | undefined): Place[] {
  if (postalCode == null) return [];
  if (/^\d{5}$/.test(postalCode)) return [{ by: 'POSTAL_CODE', value: postalCode }];
  throw badInput('input.place.postalCode', 'Eine Postleitzahl hat 5 Ziffern.');
}

/** @throws Problem BAD_USER_INPUT for too many keys or one that cannot be a key */
export function readFurtherPlaces(keys: readonly string[] | null | undefined): readonly string[] {
  const given = [...new Set(keys ?? [])];
  if (given.length > maxFurtherPlaces) {
    throw badInput('input.furtherPlaces', `Bitte nennen Sie höchstens ${maxFurtherPlaces} weitere Kommunen.`);
  }
  if (given.every((key) => keyForm.test(key))) return given;
  throw badInput('input.furtherPlaces', 'Ein Schlüssel hat 8 Ziffern bei Gemeinden und 5 bei Kreisen.');
}
