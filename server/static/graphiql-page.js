/**
 * Starts GraphiQL with the examples as tabs, their variables filled from what the store holds.
 * Loaded by the page as it stands: React, ReactDOM and GraphiQL are globals of the scripts before it. One function, since a script of a page has no modules:
 * what it declares must not become globals.
 */
(() => {
  const { React, ReactDOM, GraphiQL } = window;
  const examples = JSON.parse(document.getElementById('examples').textContent);
  const api = new URL('graphql', document.baseURI).href;
  const stream = new URL('graphql/stream', document.baseURI).href;

  const post = (url, params, headers, accept) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify(params),
    });

  /** Results of a subscription, as they come: events `next` of GraphQL over server-sent events. */
  async function* results(params, headers) {
    const response = await post(stream, params, headers, 'text/event-stream');
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      yield await response.json();
      return;
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const events = (text + value).split('\n\n');
        text = events.pop();
        for (const event of events) {
          const data = /^data: (.+)$/m.exec(event)?.[1];
          if (event.startsWith('event: next') && data) yield JSON.parse(data);
        }
      }
    } finally {
      await reader.cancel();
    }
  }

  const isSubscription = (params, options) =>
    options?.documentAST?.definitions.some(
      (one) =>
        one.operation === 'subscription' &&
        (!params.operationName || one.name?.value === params.operationName),
    );

  const fetcher = async (params, options) => {
    if (isSubscription(params, options)) return results(params, options.headers);
    return (await post(api, params, options?.headers, 'application/json')).json();
  };

  /** Values for the variables of the examples: the newest run with scores and its first datapoints; {} when there is none. */
  async function known() {
    const ask = async (query, variables) => (await fetcher({ query, variables })).data;
    try {
      const found = await ask('{ runs(first: 1, status: SUCCEEDED) { nodes { id dataset { slug } } } }');
      const run = found?.runs.nodes[0];
      if (!run) return {};
      const scores = await ask(
        'query($run: ID!) { scores(filter: { run: $run }, first: 3) { nodes { datapoint { contentHash } } } }',
        { run: run.id },
      );
      const hashes = scores?.scores.nodes.map((score) => score.datapoint.contentHash);
      return { run: run.id, dataset: run.dataset.slug, hashes };
    } catch {
      // The page is of use without: whoever runs an example is told what is wrong.
      return {};
    }
  }

  const tabOf = (example, values) => {
    const given = example.variables.filter((name) => values[name] !== undefined);
    const variables = Object.fromEntries(given.map((name) => [name, values[name]]));
    return {
      query: example.query,
      variables: given.length > 0 ? JSON.stringify(variables, null, 2) : undefined,
    };
  };

  /**
   * Mends what GraphiQL does not do for those who are read to or use no pointer: its editors have names, keys reach what scrolls, and
   * its tabs, which hold buttons, are a group of buttons. Nothing of it draws these attributes again, but for new elements.
   */
  function mend(root) {
    for (const list of root.querySelectorAll('.graphiql-tabs[role=tablist]'))
      list.setAttribute('role', 'group');
    for (const tab of root.querySelectorAll('.graphiql-tab')) {
      if (tab.getAttribute('role') === 'tab') tab.setAttribute('role', 'presentation');
      tab.removeAttribute('aria-selected');
      const isOpen = tab.classList.contains('graphiql-tab-active');
      const button = tab.querySelector('.graphiql-tab-button');
      if (isOpen) button?.setAttribute('aria-current', 'true');
      else button?.removeAttribute('aria-current');
    }
    for (const field of root.querySelectorAll('.CodeMirror textarea:not([aria-label])')) {
      field.setAttribute('aria-label', nameOf(field));
    }
    for (const box of root.querySelectorAll('.CodeMirror-scroll[tabindex="-1"]')) box.tabIndex = 0;
  }

  /** The two editors below the query share a box, which has the name of the one that is open. */
  function nameOf(field) {
    const below = field.closest('.graphiql-editor-tool')?.querySelectorAll('.graphiql-editor');
    if (below?.length === 2) return below[0].contains(field) ? 'Variables' : 'Headers';
    return field.closest('[aria-label]')?.getAttribute('aria-label') ?? 'Editor';
  }

  async function start() {
    const root = document.getElementById('graphiql');
    new MutationObserver(() => mend(root)).observe(root, {
      subtree: true,
      childList: true,
      attributeFilter: ['class', 'role', 'aria-selected'],
    });
    const values = await known();
    const wanted = new URLSearchParams(location.search).get('example');
    const example = examples.find((one) => one.name === wanted);
    // What was written here before is kept; an example asked for then opens in a tab of its own.
    const hasTabs = localStorage.getItem('graphiql:tabState') !== null;
    const inOrder = example ? [example, ...examples.filter((one) => one !== example)] : examples;
    const tabs = inOrder.map((one) => tabOf(one, values));
    // Of the first of new tabs GraphiQL takes the query only.
    const opened = hasTabs ? (example ? tabOf(example, values) : {}) : { variables: tabs[0].variables };
    ReactDOM.createRoot(root).render(
      React.createElement(
        GraphiQL,
        {
          fetcher,
          defaultTabs: tabs,
          ...opened,
          defaultEditorToolsVisibility: 'variables',
          isHeadersEditorEnabled: true,
          shouldPersistHeaders: false,
        },
        React.createElement(GraphiQL.Logo, null, React.createElement('a', { href: './' }, 'Engram API')),
      ),
    );
  }

  void start();
})();
