import { day } from '../routing/wording.ts';
import { dominance, leastKommunen, threshold } from './protection/safety.ts';
import type { SnapshotRow } from './snapshot/snapshot.repository.ts';

/** What must be said with figures wherever they are shown: plain German, one sentence or two each. */
export function legend({ lastYear }: SnapshotRow): readonly string[] {
  return [
    lastYear === null ? 'Noch ist kein Jahr veröffentlicht.' : `Zahlen bis zum ${day(`${lastYear}-12-31`)}.`,
    'Gezählt werden Beratungsfälle mit Kommune und federführendem Verband nach dem Tag des Eingangs, ohne Dubletten.',
    `Ein Wert erscheint ab ${threshold} Fällen aus ${leastKommunen} Kommunen, und wenn keine Kommune mehr als ${100 * dominance} Prozent davon hat.`,
    'Weitere Werte sind gesperrt, damit sich die ersten nicht errechnen lassen. Ein gesperrter Wert kann auch 0 sein.',
    'Ein Zeitraum ist ein Quartal, ein Halbjahr, ein Jahr oder zwei Jahre: so kurz, dass das meiste erscheinen kann.',
    'Ein Fall kann mehrere Handlungsfelder und mehrere Arten der Unterstützung haben; ihre Summe ist größer als die Zahl der Fälle.',
    'Die Zahl der Fälle ist genau. Geschlossene, gemeinsam beratene Fälle und Kommunen sind auf volle 5 abgerundet, Zeiten auf ganze Stunden gerundet.',
    'Die Zahlen eines Jahres werden einen Monat nach seinem Ende gebildet und dann nicht mehr geändert.',
  ];
}
