import { cpSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { linkPackages } from './project-copy.ts';

/*
 * `subgraphs/README.md`, step by step, for an association whose members are Gemeinden. Each step names what it changes; a step that
 * finds its place no more fails, and then the recipe is to be written anew as well.
 */

/** How an association is written: `regionenverband`, `Regionenverband`, `REGIONENVERBAND`, and in German sentences. */
export interface AssociationWords {
  readonly name: string;
  readonly type: string;
  readonly code: string;
  readonly german: string;
}

const pattern: AssociationWords = { name: 'staedtetag', type: 'Staedtetag', code: 'STAEDTETAG', german: 'Städtetag' };

/** Lets an association join the copy of the project in `folder`. */
export function addAssociation(folder: string, added: AssociationWords): void {
  nameIt(folder, added);
  writeItsFolder(folder, added);
  tellConsultation(folder, added);
}

/** Step 1: its name, and its code in the contract of every subgraph. */
function nameIt(folder: string, { name, code, german }: AssociationWords): void {
  edit(folder, 'schema/src/subgraph-names.ts', "'consultation'] as const", `'consultation', '${name}'] as const`);
  const last = '  LANDKREISTAG\n}';
  for (const file of contractFiles(folder)) {
    if (read(folder, file).includes(last)) edit(folder, file, last, `  LANDKREISTAG\n  "${german}."\n  ${code}\n}`);
  }
}

/** Steps 2 and 4: a folder of its own, with its contract, after the pattern of the house. */
function writeItsFolder(folder: string, added: AssociationWords): void {
  const own = join('subgraphs', added.name);
  const isInstalled = (path: string) => /[\\/]node_modules$/.test(path);
  cpSync(join(folder, 'subgraphs', pattern.name), join(folder, own), {
    recursive: true,
    filter: (path) => !isInstalled(path),
  });
  for (const file of filesOf(folder, own)) write(folder, file, inItsWords(read(folder, file), added));
  linkPackages(folder, own, join('subgraphs', pattern.name));
}

/** The list of all codes stays as it is; everywhere else the association names itself. */
function inItsWords(text: string, added: AssociationWords): string {
  return text
    .split(/(enum AssociationCode \{[^}]*\})/)
    .map((part) => (part.startsWith('enum AssociationCode') ? part : renamed(part, added)))
    .join('');
}

function renamed(text: string, { name, type, code, german }: AssociationWords): string {
  return (
    text
      .replaceAll(pattern.name, name)
      .replaceAll(pattern.type, type)
      .replaceAll(pattern.code, code)
      .replaceAll(pattern.german, german)
      // What the pattern has for itself alone is another type here, or the graph would have two owners of one.
      .replaceAll(/\b(Personal)?Coordinator(Data)?\b/g, `${type}$&`)
      .replaceAll('coordinatorMailAddresses', `${name}CoordinatorMailAddresses`)
      // The digit of the association in the ids of its sample advisors.
      .replaceAll('5a3b1e00-0001-', '5a3b1e00-0004-')
  );
}

/** Step 3: consultation's contract, its list of associations, its tables, and a rule of routing. */
function tellConsultation(folder: string, { type, code, german }: AssociationWords): void {
  const consultation = 'subgraphs/consultation';
  const contract = read(folder, `${consultation}/schema/directory.graphql`);
  const types = contract.match(/^type Staedtetag(Member|Advisor)? [\s\S]*?^\}$/gm) ?? [];
  write(folder, `${consultation}/schema/${type}.graphql`, types.join('\n\n').replaceAll(pattern.type, type));
  edit(
    folder,
    `${consultation}/src/association/associations.ts`,
    "members: 'LANDKREISE' },\n",
    `members: 'LANDKREISE' },\n  ${code}: { type: '${type}', name: '${german}', members: 'GEMEINDEN' },\n`,
  );
  write(folder, `${consultation}/migrations/migration-9999-association.ts`, migrationFor(code));
  edit(
    folder,
    `${consultation}/src/routing/lead.ts`,
    'leadOfLandkreis, leadByMembership]',
    'leadOfLandkreis, leadOfRegion, leadByMembership]',
  );
  write(
    folder,
    `${consultation}/src/routing/lead.ts`,
    `${read(folder, `${consultation}/src/routing/lead.ts`)}${ruleFor(code)}`,
  );
}

/** Its members are led by it where several Kommunen ask together. */
const ruleFor = (code: string) => `
function leadOfRegion(kommune: KommuneFact, { reach, on }: Question, { memberships }: Facts): LeadFinding | null {
  const isMember = membershipsOf(kommune, memberships, on).active.includes('${code}');
  return reach === 'SEVERAL' && isMember ? { lead: '${code}', informed: [], steps: say.onlyMembership(kommune, '${code}', on) } : null;
}
`;

/** Widens every check of a column that names associations, however many there are. */
const migrationFor = (code: string) => `import { Migration } from '@mikro-orm/migrations';

export class Migration9999Association extends Migration {
  override up(): void {
    this.addSql(\`
      do $$
      declare found record;
      begin
        for found in
          select conrelid::regclass as of_table, conname, pg_get_constraintdef(oid) as definition from pg_constraint
          where contype = 'c' and pg_get_constraintdef(oid) like '%LANDKREISTAG%'
        loop
          execute format('alter table %s drop constraint %I, add constraint %I %s', found.of_table, found.conname, found.conname,
            replace(found.definition, '''LANDKREISTAG''::text', '''LANDKREISTAG''::text, ''${code}''::text'));
        end loop;
      end $$
    \`);
  }
}
`;

function contractFiles(folder: string): string[] {
  return globSync('subgraphs/*/schema/*.graphql', { cwd: folder });
}

function filesOf(folder: string, under: string): string[] {
  return readdirSync(join(folder, under), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function write(folder: string, file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

function edit(folder: string, file: string, before: string, after: string): void {
  const text = read(folder, file);
  if (!text.includes(before)) throw new Error(`${file} has no place "${before}" any more: the recipe is out of date`);
  write(folder, file, text.replace(before, after));
}
