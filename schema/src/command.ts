import { styleText } from 'node:util';
import { GraphQLError } from 'graphql';
import { ContractFault } from './contract-fault.ts';

/**
 * Runs a command of this package: faults of the contract are shown as plain text and end with exit code 1;
 * any other error is a bug and keeps its stack.
 */
export async function runCommand(command: () => boolean | Promise<boolean>): Promise<void> {
  try {
    if (!(await command())) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ContractFault) && !(error instanceof GraphQLError)) throw error;
    // GraphQL's own text shows the place in the file.
    console.error(`${styleText('red', '✗')} ${error instanceof GraphQLError ? error : error.message}`);
    process.exitCode = 1;
  }
}

/** Prints a heading with one entry a line; prints nothing where there is no entry. */
export function printList(sign: 'fault' | 'note', heading: string, entries: readonly string[]): void {
  if (entries.length === 0) return;
  const shown = entries.map((entry) => `  ${entry.replaceAll('\n', '\n  ')}`).join('\n');
  if (sign === 'fault') console.error(`${styleText('red', '✗')} ${heading}\n${shown}`);
  else console.log(`${styleText('yellow', '•')} ${heading}\n${shown}`);
}

/** Prints that something is in order. */
export function printPassed(text: string): void {
  console.log(`${styleText('green', '✓')} ${text}`);
}
