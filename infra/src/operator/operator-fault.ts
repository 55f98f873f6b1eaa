/** What keeps the system from starting and what the operator can do about it: one plain German sentence, no stack. */
export class OperatorFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OperatorFault';
  }
}

/** The code of a failed system call ('EACCES'), undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns a refused file access into a sentence that names the path; anything else is thrown on as it is.
 *
 * @throws OperatorFault
 */
export function explainFileFault(error: unknown, path: string): never {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      throw new OperatorFault(
        `Für ${path} fehlt die Berechtigung: geben Sie dem Benutzer, der das System startet, Schreibrechte, oder nennen Sie mit DATA_DIR einen anderen Ordner.`,
      );
    case 'EROFS':
      throw new OperatorFault(
        `${path} liegt auf einem schreibgeschützten Laufwerk: nennen Sie mit DATA_DIR einen Ordner, in den geschrieben werden kann.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      throw new OperatorFault(
        `Auf dem Laufwerk von ${path} ist kein Platz mehr: schaffen Sie Platz, oder nennen Sie mit DATA_DIR einen anderen Ordner.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      throw new OperatorFault(
        `${path} ist kein Ordner, oder ein Teil des Pfades ist eine Datei: nennen Sie mit DATA_DIR einen anderen Ordner.`,
      );
    default:
      throw error;
  }
}
