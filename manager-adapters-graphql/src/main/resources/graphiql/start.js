'use strict';

// The token goes into the header editor and lives as long as this page: GraphiQL is told not to keep headers.
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({url: '/query'}),
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'headers',
    defaultHeaders: JSON.stringify({Authorization: 'Bearer <your token>'}, null, 2),
    defaultQuery: [
      '# Put your token into the Headers editor below, in place of <your token>, then press Re-fetch at the left.',
      '',
      'query {',
      '  me {',
      '    id',
      '    username',
      '    email',
      '    displayName',
      '  }',
      '}',
      ''
    ].join('\n')
  })
);
