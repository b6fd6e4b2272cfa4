/* The explorer of a frozen site. Texts become text nodes only; data come from scripts beside this one. */
'use strict';

const engram = window.engram;
const pageSize = 60;
const byId = (id) => document.getElementById(id);
const make = (tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const shown = (value, digits = 4) =>
  value === null || value === undefined ? '–' : value.toFixed(digits).replace('-', '−');

/* Scripts that bring data: each is loaded once, and again where it failed. */
const loading = new Map();
function load(file) {
  if (!loading.has(file))
    loading.set(
      file,
      new Promise((resolve, reject) => {
        const script = make('script', undefined, { src: file });
        script.addEventListener('load', resolve);
        script.addEventListener('error', () => {
          loading.delete(file);
          script.remove();
          reject(new Error(`${file} is missing in this folder`));
        });
        document.head.append(script);
      }),
    );
  return loading.get(file);
}
const scoresOf = new Map();
const datapointsOf = new Map();
const picturesOf = new Map();
engram.scores = (run, columns) => scoresOf.set(run, columns);
engram.datapoints = (dataset, given) => datapointsOf.set(dataset, given);
engram.pictures = (dataset, file, given) => picturesOf.set(`${dataset} ${file}`, given);

async function pictureOf(dataset, index) {
  const file = datapointsOf.get(dataset)?.fileOf[index];
  if (file === undefined) return null;
  await load(`pictures-${dataset + 1}-${file + 1}.js`);
  const base64 = picturesOf.get(`${dataset} ${file}`)?.[index];
  return base64 ? `data:image/png;base64,${base64}` : null;
}

/* What is shown stands in the address, so that it can be linked to. */
const defaults = {
  run: '1',
  class: '',
  min: '',
  max: '',
  order: 'most',
  index: '',
  page: '1',
  datapoint: '',
};
const readState = () => ({ ...defaults, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) });
let state = readState();
function writeState(change, replace = false) {
  state = { ...state, ...change };
  const entries = Object.entries(state).filter(
    ([name, value]) => name in defaults && value !== defaults[name],
  );
  const hash = `#${new URLSearchParams(entries)}`;
  if (replace) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  return shownOrTold();
}

const runNumber = () => {
  const run = Number(state.run) - 1;
  return engram.runs[run] ? run : 0;
};
const classNameOf = (run, index) =>
  index === null ? 'no class' : (run.classes.find((one) => one.index === index)?.name ?? `class ${index}`);

const bound = (text, otherwise) =>
  text.trim() === '' || !Number.isFinite(Number(text)) ? otherwise : Number(text);

/* Rows of the run that pass the filters, in order: places in its columns. */
function found(columns) {
  const { value, class: classes, index, low, high } = columns;
  const [min, max] = [bound(state.min, -Infinity), bound(state.max, Infinity)];
  const hasBounds = min !== -Infinity || max !== Infinity;
  const places = [];
  for (let at = 0; at < index.length; at++) {
    if (state.class !== '' && String(classes[at]) !== state.class) continue;
    if (state.index !== '' && String(index[at]) !== state.index) continue;
    if (hasBounds && (value[at] === null || value[at] < min || value[at] > max)) continue;
    places.push(at);
  }
  const missingLast = (of, sign) => (a, b) => {
    const [x, y] = [of(a), of(b)];
    if (x === null || y === null) return (x === null) - (y === null) || index[a] - index[b];
    return sign * (x - y) || index[a] - index[b];
  };
  const width = (at) => (low[at] === null || high[at] === null ? null : high[at] - low[at]);
  const orders = {
    most: missingLast((at) => value[at], -1),
    least: missingLast((at) => value[at], 1),
    uncertain: missingLast(width, -1),
    index: (a, b) => index[a] - index[b],
  };
  return places.sort(orders[state.order] ?? orders.most);
}

function cardOf(run, columns, at) {
  const index = columns.index[at];
  const button = make('button', undefined, { type: 'button' });
  const value = columns.value[at];
  const kind = value === null ? '' : value > 0 ? 'high' : 'low';
  const image = make('img', undefined, { alt: '' });
  pictureOf(run.dataset, index).then(
    (source) => {
      if (source) image.src = source;
      else image.remove();
    },
    () => image.remove(),
  );
  const score = make('strong', value === null ? 'no score' : shown(value));
  if (kind) score.className = kind;
  button.append(image, score, make('span', `${index} · ${classNameOf(run, columns.class[at])}`));
  button.addEventListener('click', () => writeState({ datapoint: String(index) }));
  const item = make('li');
  item.append(button);
  return item;
}

const fields = [
  ['score', 'value'],
  ['lower end of the interval', 'low'],
  ['upper end of the interval', 'high'],
  ['standard error', 'standardError'],
  ['relative score', 'relativeValue'],
  ['loss of encoders trained with it', 'alignmentIn'],
  ['loss of encoders trained without it', 'alignmentOut'],
  ['encoders trained with it', 'nIn'],
  ['encoders trained without it', 'nOut'],
  ['rank', 'rank'],
  ['percentile', 'percentile'],
  ['probability of the top 5 %', 'topFraction'],
  ['false discovery rate', 'fdr'],
  ['split role', 'role'],
  ['why something is missing', 'reason'],
];

async function showDatapoint() {
  const dialog = byId('datapoint');
  if (state.datapoint === '') return dialog.close();
  const run = engram.runs[runNumber()];
  const index = Number(state.datapoint);
  const held = engram.runs.flatMap((one, number) => (one.dataset === run.dataset ? [{ one, number }] : []));
  await Promise.all(held.map(({ number }) => load(`data-${number + 1}.js`)));
  const rows = held.map(({ one, number }) => {
    const columns = scoresOf.get(number);
    return { name: one.name, columns, at: columns.index.indexOf(index) };
  });
  const first = rows.find(({ at }) => at >= 0);
  if (!first) return dialog.close();
  const text = datapointsOf.get(run.dataset)?.texts[index] ?? {};
  const title = make('h2', `Datapoint ${index}`, { id: 'datapoint-title' });
  const parts = [title];
  const source = await pictureOf(run.dataset, index).catch(() => null);
  if (source) parts.push(make('img', undefined, { src: source, alt: `Datapoint ${index}` }));
  parts.push(make('p', `Class: ${classNameOf(run, first.columns.class[first.at])}`));
  if (text.source) parts.push(make('p', `In its source: ${text.source}`));
  if (text.excerpt) parts.push(make('pre', text.excerpt, { tabindex: '0' }));
  const table = make('table');
  const head = table.createTHead().insertRow();
  head.append(
    make('th', 'in full precision', { scope: 'col' }),
    ...rows.map(({ name }) => make('th', name, { scope: 'col' })),
  );
  const body = table.createTBody();
  for (const [label, name] of fields) {
    const values = rows.map(({ columns, at }) => (at < 0 ? null : columns[name][at]));
    if (values.every((value) => value === null)) continue;
    const row = body.insertRow();
    row.append(make('th', label, { scope: 'row' }));
    for (const value of values)
      row.append(make('td', value === null ? '–' : String(value).replace(/^-(?=\d)/, '−')));
  }
  const wide = make('div', undefined, {
    class: 'wide',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Scores',
  });
  wide.append(table);
  const hash = make('p', 'SHA-256 ');
  hash.append(make('code', first.columns.contentHash[first.at]));
  const close = make('button', 'Close', { type: 'button' });
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(...parts, wide, hash, close);
  if (!dialog.open) dialog.showModal();
}

async function show() {
  const number = runNumber();
  const run = engram.runs[number];
  byId('count').textContent ||= 'Loading …';
  await Promise.all([load(`data-${number + 1}.js`), load(`datapoints-${run.dataset + 1}.js`)]);
  if (number !== runNumber()) return;
  const columns = scoresOf.get(number);
  fillFilters(run);
  const places = found(columns);
  const pages = Math.max(1, Math.ceil(places.length / pageSize));
  const page = Math.min(pages, Math.max(1, Math.trunc(bound(state.page, 1))));
  byId('count').textContent = `${places.length} of ${columns.index.length} datapoints`;
  byId('results').replaceChildren(
    ...places.slice((page - 1) * pageSize, page * pageSize).map((at) => cardOf(run, columns, at)),
  );
  byId('page').textContent = `Page ${page} of ${pages}`;
  byId('pages').hidden = pages === 1;
  byId('previous').disabled = page === 1;
  byId('next').disabled = page === pages;
  state.page = String(page);
  await showDatapoint();
}

/* Every view that fails says so, not the first one only. */
const shownOrTold = () =>
  show().catch((error) => {
    byId('datapoint').close();
    byId('results').replaceChildren();
    byId('count').textContent = `The datapoints cannot be shown: ${error.message}.`;
  });

const option = (value, text) => make('option', text, { value });
function fillFilters(run) {
  byId('class').replaceChildren(
    option('', 'all'),
    ...run.classes.map(({ index, name }) => option(String(index), name)),
  );
  for (const name of ['class', 'min', 'max', 'order', 'index'])
    if (document.activeElement !== byId(name) || byId(name).tagName === 'SELECT')
      byId(name).value = state[name];
  byId('run').value = String(runNumber() + 1);
}

const filters = byId('filters');
filters.hidden = false;
byId('run').replaceChildren(...engram.runs.map(({ name }, number) => option(String(number + 1), name)));
byId('run').parentElement.hidden = engram.runs.length === 1;
filters.addEventListener('submit', (event) => event.preventDefault());
filters.addEventListener('input', ({ target }) => writeState({ [target.id]: target.value, page: '1' }, true));
filters.addEventListener('reset', (event) => {
  event.preventDefault();
  writeState({ class: '', min: '', max: '', order: 'most', index: '', page: '1' });
});
const turn = (by) =>
  writeState({ page: String(Number(state.page) + by) }).then(() => byId('explore').scrollIntoView());
byId('previous').addEventListener('click', () => turn(-1));
byId('next').addEventListener('click', () => turn(1));
byId('datapoint').addEventListener('close', () => {
  if (state.datapoint !== '') writeState({ datapoint: '' }, true);
});
addEventListener('popstate', () => {
  state = readState();
  shownOrTold();
});
shownOrTold();
