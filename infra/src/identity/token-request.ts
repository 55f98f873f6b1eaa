import { parseArgs } from 'node:util';
import { type Role, roles } from '@gkz-qe/kit/viewer.ts';
import { OperatorFault } from '../operator/operator-fault.ts';
import { type AssociationName, associationNames } from '../parts.ts';
import type { ViewerClaims } from './issuer.ts';

export interface TokenRequest {
  readonly claims: ViewerClaims;
  /** How long it is good, as `jose` reads it ('8h'). */
  readonly expires: string;
}

export const tokenHelp = `Stellt ein Token für die Entwicklung aus und schreibt nur das Token auf die Standardausgabe.

  TOKEN=$(npx -y pnpm@12.21.0 run token --role coordinator)

  --role          ${roles.join(', ')}; mehrmals möglich
  --association   ${associationNames.join(', ')}; nötig für advisor, team_lead und association_admin
  --advisor       die Kennung (UUID), als wer jemand berät; sonst die erste Beispielperson des Verbands
  --subject       wer es ist, sonst die Rolle
  --expires       wie lange es gilt: 30m, 8h, 2d; sonst 8h`;

const ofAnAssociation: readonly Role[] = ['advisor', 'team_lead', 'association_admin'];
const advising: readonly Role[] = ['advisor', 'team_lead'];
/** The Städtetag coordinates the centre, so its coordinators are its own. */
const coordinating: AssociationName = 'staedtetag';

/**
 * Reads what kind of viewer is wanted.
 *
 * @param sampleAdvisorOf the advisor who is taken where none is named
 * @returns null where help is asked for
 * @throws OperatorFault naming what is missing or unknown
 */
export function readTokenRequest(
  args: readonly string[],
  sampleAdvisorOf: (association: AssociationName) => string,
): TokenRequest | null {
  const given = parse(args);
  if (given.help) return null;
  const viewerRoles = (given.role ?? []).map(readRole);
  if (viewerRoles.length === 0) throw new OperatorFault(`Es fehlt die Rolle: --role ${roles.join(' | ')}.`);
  const association = readAssociation(given.association, viewerRoles);
  const advisor = readAdvisor(given.advisor, viewerRoles, association, sampleAdvisorOf);
  return {
    expires: readExpires(given.expires ?? '8h'),
    claims: {
      sub: given.subject || ['dev', association, ...viewerRoles].filter(Boolean).join('-'),
      roles: viewerRoles,
      ...(association && { association }),
      ...(advisor && { advisor_id: advisor }),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    const options = {
      role: { type: 'string', multiple: true },
      association: { type: 'string' },
      advisor: { type: 'string' },
      subject: { type: 'string' },
      expires: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new OperatorFault(
      'Diese Angabe kennt der Befehl nicht: es gibt --role, --association, --advisor, --subject, --expires und --help, jeweils mit einem Wert.',
    );
  }
}

function readRole(text: string): Role {
  const role = roles.find((name) => name === text);
  if (role) return role;
  throw new OperatorFault(`Die Rolle ${text} gibt es nicht: wählen Sie aus ${roles.join(', ')}.`);
}

function readAssociation(text: string | undefined, viewerRoles: readonly Role[]): AssociationName | undefined {
  const association = associationNames.find((name) => name === text);
  if (association) return association;
  if (text)
    throw new OperatorFault(`Den Verband ${text} gibt es nicht: wählen Sie aus ${associationNames.join(', ')}.`);
  const needing = viewerRoles.find((role) => ofAnAssociation.includes(role));
  if (needing) {
    throw new OperatorFault(`Zur Rolle ${needing} fehlt der Verband: --association ${associationNames.join(' | ')}.`);
  }
  return viewerRoles.includes('coordinator') ? coordinating : undefined;
}

function readAdvisor(
  text: string | undefined,
  viewerRoles: readonly Role[],
  association: AssociationName | undefined,
  sampleAdvisorOf: (association: AssociationName) => string,
): string | undefined {
  if (text && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new OperatorFault(`${text} ist keine Kennung: --advisor braucht eine UUID, wie sie der Graph als id nennt.`);
  }
  if (text || !association || !viewerRoles.some((role) => advising.includes(role))) return text;
  return sampleAdvisorOf(association);
}

function readExpires(text: string): string {
  if (/^[1-9]\d{0,3}[mhd]$/.test(text)) return text;
  throw new OperatorFault(`${text} ist keine Dauer: schreiben Sie zum Beispiel --expires 30m, 8h oder 2d.`);
}
