import type { TrustedOperations } from '../limits/trusted-operations.ts';

/** Where the page's own files are served. */
export const assetPath = '/graphql/explorer/';

/** The page for people: everything it loads comes from this server, so that it works without any other. */
export const explorerPage = `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quartiersentwicklung: Abfragen ausprobieren</title>
<link rel="stylesheet" href="${assetPath}ruru.css">
<link rel="stylesheet" href="${assetPath}page.css">
<script type="module" src="${assetPath}page.js"></script>
</head>
<body>
<div id="ruru-root"><p>Die Seite wird geladen …</p></div>
<noscript>Diese Seite braucht JavaScript. Abfragen können Sie auch mit jedem anderen Programm an /graphql senden.</noscript>
</body>
</html>
`;

export const pageStyle = 'body{margin:0}#ruru-root{height:100vh}#ruru-root>p{padding:1rem;font:1rem/1.5 sans-serif}';

const introduction = `# Kompetenzzentrum Quartiersentwicklung
#
# Starten Sie eine Abfrage mit Strg + Eingabe.
# Ohne Anmeldung sehen Sie das öffentliche Verzeichnis.
# Mit einem Zugangsschlüssel sehen Sie mehr: Öffnen Sie
# unten „Headers“ und schreiben Sie hinein:
#   {"authorization": "Bearer …"}
`;

/**
 * The script that starts the page. On the first visit it lays out the known operations, a tab each, first those that run as they are,
 * shorter ones before longer ones. What a visitor writes afterwards is kept by the browser.
 */
export function createPageScript(operations: TrustedOperations): string {
  const examples = [...operations.byName.values()].map((text) => text.trim());
  const order = (text: string) => text.length + (text.includes('$') ? 1e6 : 0);
  examples.sort((one, other) => order(one) - order(other));
  const tabs = examples.map((text, at) => createTab(at === 0 ? `${introduction}\n${text}` : text, String(at)));
  const config = {
    endpoint: '/graphql',
    staticPath: assetPath,
    debugTools: [],
    defaultQuery: `${introduction}\n{ __typename }\n`,
  };
  return `const tabs = ${JSON.stringify(tabs)};
if (tabs.length > 0 && !localStorage.getItem('graphiql:tabState')) {
  localStorage.setItem('graphiql:tabState', JSON.stringify({ tabs, activeTabIndex: 0 }));
  localStorage.setItem('graphiql:query', tabs[0].query);
}
globalThis.MonacoEnvironment = {
  getWorker(_, label) {
    const file = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker('${assetPath}' + file + 'Worker.js', { type: 'module' });
  },
};
const { React, createRoot, Ruru } = await import('${assetPath}ruru.js');
createRoot(document.getElementById('ruru-root')).render(React.createElement(Ruru, ${JSON.stringify(config)}));
`;
}

/** A tab as GraphiQL keeps it. */
function createTab(query: string, id: string) {
  const operationName = /^(?:query|mutation) (\w+)/m.exec(query)?.[1] ?? null;
  return {
    id,
    hash: null,
    title: operationName ?? id,
    query,
    variables: null,
    headers: null,
    operationName,
    response: null,
  };
}
