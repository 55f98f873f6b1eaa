import { readDataDir } from './env.ts';
import { signToken } from './identity/issuer.ts';
import { sampleAdvisorOf } from './identity/sample-advisor.ts';
import { readTokenRequest, tokenHelp } from './identity/token-request.ts';
import { OperatorFault } from './operator/operator-fault.ts';

/** Prints a token of the development issuer, and nothing else, to standard output. */
async function run(): Promise<void> {
  const request = readTokenRequest(process.argv.slice(2), sampleAdvisorOf);
  if (!request) {
    process.stderr.write(`${tokenHelp}\n`);
    return;
  }
  const dataDir = readDataDir();
  const token = await signToken(dataDir, request.claims, request.expires);
  if (!token) {
    throw new OperatorFault(
      `In ${dataDir} ist noch kein Aussteller eingerichtet: starten Sie zuerst das System (npx -y pnpm@12.21.0 start), oder nennen Sie mit DATA_DIR seinen Ordner.`,
    );
  }
  process.stdout.write(`${token}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof OperatorFault ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
