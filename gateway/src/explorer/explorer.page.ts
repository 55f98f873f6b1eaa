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

const introduction = `# Gemeinsames Kommunales Kompetenzzentrum Quartiersentwicklung
# Schreiben Sie links eine Abfrage und starten Sie sie mit Strg + Eingabe.
# Ohne Anmeldung sehen Sie das öffentliche Verzeichnis. Mit einem Zugangsschlüssel sehen Sie mehr:
# tragen Sie ihn unten unter „Headers“ ein, als {"authorization": "Bearer …"}.
`;

/** The script that starts the page, with the known operations as examples. */
export function createPageScript(operations: TrustedOperations): string {
  const examples = [...operations.byName.values()].map((text) => text.trim());
  const config = {
    endpoint: '/graphql',
    staticPath: assetPath,
    debugTools: [],
    defaultQuery: [introduction, ...(examples.length > 0 ? examples : ['{ __typename }'])].join('\n\n'),
    defaultHeaders: '{}',
  };
  return `globalThis.MonacoEnvironment = {
  getWorker(_, label) {
    const file = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker('${assetPath}' + file + 'Worker.js', { type: 'module' });
  },
};
const { React, createRoot, Ruru } = await import('${assetPath}ruru.js');
createRoot(document.getElementById('ruru-root')).render(React.createElement(Ruru, ${JSON.stringify(config)}));
`;
}
