/**
 * Changes of a deposit that are refused: what differs, the files with the text that is replaced, whether checksums are written anew
 * (`import`: only an import tells), and the message.
 */
export const damages = [
  ['a score', { 'scores-1.jsonl': [/("index":4,.*"nIn":)2/, '$1' + '3'] }, false, /datapoint 4 .*scores-1/],
  ['a field', { 'scores-1.jsonl': ['"index":4,', '"index":4,"x":0,'] }, false, /scores-1.jsonl differs/],
  ['what a kill leaves', { SHA256SUMS: null }, false, /not a whole one/],
  [
    'a score in the CSV',
    { 'scores-2.csv': [/\n5,([^\n]*),2,2,/, '\n5,$1,2,3,'] },
    false,
    /datapoint 5 .*scores-2/,
  ],
  ['a score, with its checksum', { 'scores-1.csv': ['\n6,', '\n60,'] }, true, /datapoint 6 .*scores-1/],
  ['a whole file', { 'README.md': ['#', '##'] }, false, /README.md differs/],
  [
    'a title, under its checksum',
    { 'snapshot.json': ['"epochs":1', '"epochs":2'] },
    true,
    /the run 'factory'/,
  ],
  ['the hash', { 'snapshot.json': [/"hash":"./, '"hash":"'] }, true, /snapshot.json, hash/],
  ['a missing file', { 'methods.txt': null }, false, /lacks the file methods.txt/],
  [
    'a checksum that leads out',
    { SHA256SUMS: ['README.md', '../README.md'] },
    false,
    /SHA256SUMS has the line/,
  ],
  ['rows', { 'records.jsonl': ['{"table"', '{"table'] }, true, /line 1 of records.jsonl/],
  [
    'a mean',
    { 'records.jsonl': [/"meanScore":\s?/, '"meanScore":1'] },
    true,
    /'factory' .* another meanScore/,
  ],
  [
    'a count',
    { 'records.jsonl': [/"identifiableCount":\s?/, '"identifiableCount":1'] },
    true,
    /another identifiableCount/,
  ],
  [
    'a confidence',
    { 'records.jsonl': [/"confidence":0.95/, '"confidence":0.5'] },
    true,
    /another confidence/,
  ],
  [
    'the dataset of its scores',
    { 'records.jsonl': [/("table" : "datapoint".*"class":)0/, '$1' + '2'] },
    true,
    /not those of their dataset's hash/,
  ],
  [
    'a row behind those of later tables',
    { 'records.jsonl': [/^(.*"run_series".*\n)([\s\S]*)$/m, '$1$2$1'] },
    true,
    /another order/,
  ],
  [
    'a further layer that says it is of an experiment',
    { 'records.jsonl': [/^(\{"table" : "run_series", "row" : \{)(.*\n)/m, '$1$2$1"experiment_id":"x",$2'] },
    true,
    /other layers or units/,
  ],
  [
    'a layer',
    { 'records.jsonl': [/("run_series".*"estimate":)0/, '$1' + '1'] },
    true,
    /other layers or units/,
  ],
  [
    'a layer, as a table',
    { 'series.csv': [/,0\.05,/, ',0.06,'] },
    true,
    /series.csv has other layers than records.jsonl/,
  ],
  [
    'a point of an experiment',
    { 'records.jsonl': [/("experiment_point".*"y":)0/, '$1' + '1'] },
    true,
    /experiment .* has other series or statements/,
  ],
  ['a verdict', { 'records.jsonl': ['"HOLDS"', '"DOES_NOT_HOLD"'] }, true, /has other series or statements/],
  ['an axis', { 'records.jsonl': [/"x":\{"unit"/, '"x":{"units"'] }, true, /an axis that cannot be drawn/],
  ['the licence', { 'snapshot.json': ['CC-BY-4.0', 'CC-BY-4.0](x)'] }, true, /no licence identifier of SPDX/],
  [
    'a configuration',
    { 'snapshot.json': ['"views":10', '"views":"<b>"'] },
    true,
    /the run 'factory' .*scoring.views/,
  ],
  [
    'the number of thumbnails',
    { 'snapshot.json': ['"thumbnails":12', '"thumbnails":13'] },
    'import',
    /has 12 thumbnails where it says 13/,
  ],
] as const;
