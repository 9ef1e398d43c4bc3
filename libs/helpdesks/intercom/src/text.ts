import { decodeEntities } from '@nightdesk/helpdesks/contract';

const blocks = new Set(
  'address article aside blockquote dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);

const named = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    euro: '€',
    pound: '£',
    copy: '©',
  }),
);

/**
 * A comment, a style or script with all it holds, or a tag (group 2 `/`, group 3 its name). What is never closed ends with
 * the text, so that no input makes this slow. A `<` that begins none of these is text.
 */
const token =
  /<!--(?:[^]*?-->|[^]*)|<(style|script)\b(?:[^]*?<\/\1\s*>|[^]*)|<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|'[^']*'|[^<>"'])*>/gi;

/** What a person reads of HTML: a line for each block and list item, link texts without addresses, no mark-up. */
export function toText(html: string): string {
  const said: string[] = [];
  let at = 0;
  let verbatim = 0;
  const add = (text: string) => said.push(decoded(verbatim > 0 ? text : text.replace(/\s+/g, ' ')));
  for (const found of html.matchAll(token)) {
    add(html.slice(at, found.index));
    at = found.index + found[0].length;
    const name = found[3]?.toLowerCase() ?? '';
    const closes = found[2] === '/';
    if (name === 'pre') verbatim = Math.max(0, verbatim + (closes ? -1 : 1));
    if (name === 'br') said.push('\n');
    else if (name === 'li' && !closes) said.push('\n- ');
    else if (name === 'p' && closes) said.push('\n\n');
    else if (blocks.has(name)) said.push('\n');
  }
  add(html.slice(at));
  return said
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const decoded = (text: string) => decodeEntities(text, (name) => named.get(name));

/** Plain text as the HTML that Intercom takes: a paragraph for each block, nothing in it is mark-up. */
export function toHtml(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return escaped
    .trim()
    .split(/(?:\r?\n){2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\r?\n/g, '<br>')}</p>`)
    .join('');
}

/** What is left of a text when nothing counts but its words: to find our own again after Intercom has cleaned the HTML. */
export function gist(html: string): string {
  return toText(html).normalize('NFC').replace(/\s+/g, ' ').trim();
}
