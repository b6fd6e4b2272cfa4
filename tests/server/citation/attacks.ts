/** Text that a program of a paper's tool chain might take for its own language. */
export const attacks: readonly string[] = [
  // TeX and BibTeX.
  String.raw`\input{/etc/passwd}`,
  String.raw`\write18{rm -rf ~} \immediate\openout0=x`,
  '} @misc{other, author = {Nobody}, title = {',
  'a }} b {{ c { d',
  'x", author = "Nobody',
  String.raw`\end{document} % rest`,
  '$x^2_1$ & 5 % #1 ~ a_b^c',
  'A and B and others',
  'Family, Jr, Given',
  '"quoted" @string{x = 1} #',
  // HTML and the markup of Citation.js and citeproc.
  '<script>alert(1)</script>',
  '<b>bold</b><i>it</i><sub>x</sub><span class="nocase">Y</span>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '<!-- x --> ]]> <![CDATA[',
  // Formulas of spreadsheets.
  '=HYPERLINK("http://example.org";"x")',
  '+1-1',
  '@SUM(A1:A9)',
  // Paths.
  '../../etc/passwd',
  'C:\\Windows\\System32',
  // RIS: a line of 70 characters, then a tag.
  `${'x'.repeat(70)}ER  - ${'y'.repeat(64)}TY  - BOOK`,
  'ER  - ',
  'TI  - Another title',
  // YAML.
  '- a: &x *x !!js/function "b" # c | >',
  'yes',
  '1e3',
  // Scripts beyond Latin.
  '表現学習における記憶 Ünïcode Ελληνικά',
  '\ue000\ue001 private use',
];
