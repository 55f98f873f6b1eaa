import { commandOf, parentOf } from './process-table.ts';

/** npx, npm and pnpm in the forms in which they show among the processes: by their own title, or as a script of Node. */
const launcher = /^(\S*node\S* )?(\S*\/)?(npm|npx|pnpm)(-cli)?(\.[cm]?js)?( |$)/;
/** The shells in which they run a command. */
const shell = /^(\S*\/)?(sh|bash|dash) -c /;

/**
 * Notices when the package manager that runs this process ends without having told it: a SIGTERM to `npx` ends npx alone.
 *
 * @returns a function that stops watching
 */
export function onLauncherGone(act: () => void, everyMs = 1000): () => void {
  const links = linksToLauncher();
  const timer = setInterval(() => {
    if (links.every(({ child, parent }) => parentOf(child) === parent)) return;
    clearInterval(timer);
    act();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The chain from this process up to the outermost launcher. Whatever started that one may come and go. */
function linksToLauncher(): readonly { child: number; parent: number }[] {
  const links: { child: number; parent: number }[] = [];
  let length = 0;
  for (let child = process.pid; links.length < 8; ) {
    const parent = parentOf(child);
    if (parent === undefined || parent <= 1) break;
    links.push({ child, parent });
    const command = commandOf(parent);
    if (launcher.test(command)) length = links.length;
    else if (!shell.test(command)) break;
    child = parent;
  }
  return links.slice(0, length);
}
