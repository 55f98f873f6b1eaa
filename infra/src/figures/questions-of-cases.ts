import { drawBars } from '@gkz-qe/kit/charts/bar-chart.ts';
import { german } from '@gkz-qe/kit/charts/drawing.ts';
import { drawGrid } from '@gkz-qe/kit/charts/grid-chart.ts';
import { drawRanges } from '@gkz-qe/kit/charts/range-chart.ts';
import { drawStacked } from '@gkz-qe/kit/charts/stacked-chart.ts';
import { english, type FigureCell, type FiguresAnswer, sumOf } from './answers.ts';
import type { Question, Shown, Stand } from './figure.types.ts';

type CaseQuestion = Question<FiguresAnswer>;

/** How many published years are added up where a question is not about time. */
const years = 3;

/** All of the last years together. */
function lately(...dimensions: readonly string[]): CaseQuestion['variables'] {
  return ({ id, year }: Stand) => ({ dimensions, periods: false, from: year - years + 1, until: year, snapshot: id });
}

const hidden = (value: number | null) => (value === null ? 'gesperrt' : german(value));
const firstLabel = ({ first }: FigureCell) => first?.label1 ?? '';

/** Bars of one dimension, the largest first; what is hidden comes last. */
function showBars({ statistics }: FiguresAnswer, title: string, subject: string): Shown {
  const bars = statistics.rows.map((cell) => ({ label: firstLabel(cell), value: cell.received }));
  bars.sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const [most, second] = bars;
  const period = statistics.rows[0]?.period.periodLabel ?? '';
  const left = bars.filter(({ value }) => value === null).length;
  return {
    answer: `${subject} ${most?.label} (${english(most?.value ?? 0)} cases), then ${second?.label} (${english(second?.value ?? 0)}). ${
      left === 0 ? 'All of them show.' : `${left} of ${bars.length} must not show.`
    }`,
    picture: drawBars({ unit: 'Fälle', bars }),
    text: {
      title: `${title}, ${period}`,
      description: `${bars.map(({ label, value }) => `${label} ${hidden(value)}`).join('; ')}.`,
    },
  };
}

const casesByYear: CaseQuestion = {
  name: 'cases-by-year',
  question: 'How many cases come in each year, and which association leads them?',
  operation: 'export-figures',
  variables: ({ id }) => ({ dimensions: ['ASSOCIATION'], snapshot: id }),
  show({ statistics }) {
    const byYear = Map.groupBy(statistics.rows, ({ period }) => period.begins.slice(0, 4));
    const names = [...new Set(statistics.rows.map(firstLabel))];
    const all = [...byYear].map(([label, cells]) => ({
      label,
      values: names.map((name) =>
        sumOf(cells.filter((cell) => firstLabel(cell) === name).map((cell) => cell.received)),
      ),
    }));
    const bars = all.flatMap(({ label, values }) =>
      values.every((value) => value !== null) ? [{ label, values: values as readonly number[] }] : [],
    );
    const last = bars.at(-1);
    const missing = all.filter(({ label }) => !bars.some((bar) => bar.label === label)).map(({ label }) => label);
    const total = last?.values.reduce((sum, value) => sum + value, 0) ?? 0;
    return {
      answer: `${english(total)} in ${last?.label}: ${names.map((name, at) => `${name} ${english(last?.values[at] ?? 0)}`).join(', ')}. ${
        missing.length === 0 ? 'Every year shows.' : `A part of ${missing.join(' and ')} must not show.`
      }`,
      picture: drawStacked({ unit: 'Fälle', parts: names, bars }),
      text: {
        title: 'Beratungsfälle je Jahr nach federführendem Verband',
        description: `${bars.map(({ label, values }) => `${label}: ${names.map((name, at) => `${name} ${german(values[at] ?? 0)}`).join(', ')}`).join('; ')}.`,
      },
    };
  },
};

/** A question for the cases of each category of one dimension. */
function askByCategory(
  { name, question }: Pick<CaseQuestion, 'name' | 'question'>,
  dimension: string,
  { title, subject }: { readonly title: string; readonly subject: string },
): CaseQuestion {
  return {
    ...{ name, question, operation: 'export-figures', variables: lately(dimension) },
    show: (data) => showBars(data, title, subject),
  };
}

const topics = askByCategory({ name: 'topics', question: 'Which fields of action are cases about?' }, 'TOPIC', {
  title: 'Fälle nach Handlungsfeld',
  subject: 'Most often about',
});

const inquirers = askByCategory({ name: 'inquirers', question: 'Who asks?' }, 'INQUIRER_KIND', {
  title: 'Fälle nach Art der anfragenden Stelle',
  subject: 'Most often',
});

const support = askByCategory({ name: 'support', question: 'What kind of support do they get?' }, 'SUPPORT', {
  title: 'Fälle nach Art der Unterstützung',
  subject: 'Most often',
});

const topicsOfAssociations: CaseQuestion = {
  name: 'topics-of-associations',
  question: 'Do the associations advise about different things?',
  operation: 'export-figures',
  variables: lately('ASSOCIATION', 'TOPIC'),
  show({ statistics: { rows: cells } }) {
    const columns = [...new Set(cells.map(firstLabel))];
    const rows = [...new Set(cells.map(({ second }) => second?.label2 ?? ''))];
    const numberAt = (row: string, column: string) =>
      cells.find((cell) => firstLabel(cell) === column && cell.second?.label2 === row)?.received ?? null;
    const shown = cells.filter(({ suppressed }) => !suppressed).length;
    const first = columns.map((column) => {
      const [top] = [...rows].sort((a, b) => (numberAt(b, column) ?? 0) - (numberAt(a, column) ?? 0));
      return `${column} ${top}`;
    });
    return {
      answer: `Each association's largest field: ${first.join('; ')}. ${shown} of ${cells.length} cells show.`,
      picture: drawGrid({ columns, rows, numberAt }),
      text: {
        title: `Fälle nach Verband und Handlungsfeld, ${cells[0]?.period.periodLabel ?? ''}`,
        description: `${columns.map((column) => `${column}: ${rows.map((row) => `${row} ${hidden(numberAt(row, column))}`).join(', ')}`).join('; ')}.`,
      },
    };
  },
};

const reached: CaseQuestion = {
  name: 'kommunen-reached',
  question: 'How many Kommunen are reached, and how many of them for the first time?',
  operation: 'export-figures',
  variables: ({ id, year }) => ({ from: year - years + 1, until: year, snapshot: id }),
  show({ statistics }) {
    const cells = statistics.rows.filter(({ kommunen }) => kommunen !== null);
    const bars = cells.map(({ period, kommunen, firstTimeKommunen }) => ({
      label: period.periodLabel,
      values: [firstTimeKommunen ?? 0, (kommunen ?? 0) - (firstTimeKommunen ?? 0)],
    }));
    const [first, last] = [cells[0], cells.at(-1)];
    return {
      answer: `${english(last?.kommunen ?? 0)} in ${last?.period.period}, ${english(last?.firstTimeKommunen ?? 0)} of them for the first time; ${english(
        first?.firstTimeKommunen ?? 0,
      )} of ${english(first?.kommunen ?? 0)} in ${first?.period.period}. All are rounded down to a multiple of 5.`,
      picture: drawStacked({ unit: 'Kommunen', parts: ['erstmals erreicht', 'schon früher erreicht'], bars }),
      text: {
        title: 'Erreichte Kommunen je Zeitraum, auf 5 abgerundet',
        description: `${bars.map(({ label, values: [fresh, known] }) => `${label}: ${german(fresh ?? 0)} erstmals, ${german(known ?? 0)} schon früher`).join('; ')}.`,
      },
    };
  },
};

const firstAnswer: CaseQuestion = {
  name: 'first-answer',
  question: 'How many working hours pass until the first answer?',
  operation: 'export-figures',
  variables: ({ id, year }) => ({ dimensions: ['ASSOCIATION'], from: year, until: year, snapshot: id }),
  show({ statistics }) {
    const ranges = statistics.rows.flatMap((cell) =>
      cell.medianHoursToFirstAnswer === null
        ? []
        : [
            {
              label: `${firstLabel(cell)}, ${cell.period.periodLabel}`,
              ...{ lower: cell.medianHoursToFirstAnswer, upper: cell.p90HoursToFirstAnswer },
            },
          ],
    );
    ranges.sort((a, b) => (a.label < b.label ? -1 : 1));
    const medians = ranges.map(({ lower }) => lower);
    return {
      answer: `Half of the inquirers had an answer after ${Math.min(...medians)} to ${Math.max(...medians)} working hours, by association and period. Where fewer than 20 cases were answered there is no ninth decile.`,
      picture: drawRanges({ unit: 'Arbeitsstunden', ends: ['Median', 'neun von zehn'], ranges }),
      text: {
        title: 'Arbeitsstunden bis zur ersten Antwort',
        description: `${ranges.map(({ label, lower, upper }) => `${label}: Median ${german(lower)}${upper === null ? '' : `, neun von zehn ${german(upper)}`}`).join('; ')}.`,
      },
    };
  },
};

/** What is asked of the protected figures. */
export const questionsOfCases: readonly CaseQuestion[] = [
  ...[casesByYear, topics, topicsOfAssociations, inquirers, support, reached, firstAnswer],
];
