import { decodeEntities } from '@nightdesk/helpdesks/contract';

const characters = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
  }),
);

const tag = /^<(\/?)([a-z][a-z0-9]*)/i;
const unseen = /^(script|style)$/;
const endsLine = /^(br|p|div|li|tr|h[1-6])$/;

/** The words of a piece of HTML, as a reader sees them, near enough to show and to compare. Takes time by its length only. */
export function plainText(html: string): string {
  const seen: string[] = [];
  let within: string | null = null;
  for (const token of html.split(/(<[^<>]*>)/)) {
    const [, closing, named] = tag.exec(token) ?? [];
    const name = named?.toLowerCase();
    if (name === undefined) {
      if (within === null && !token.startsWith('<!')) seen.push(entities(token));
    } else if (unseen.test(name)) {
      within = closing === '' ? name : null;
    } else if (endsLine.test(name) && (closing === '/' || name === 'br')) {
      seen.push('\n');
    }
  }
  return seen.join('').trim();
}

const entities = (text: string) => decodeEntities(text, (name) => characters.get(name.toLowerCase()));

/** Plain text as HTML that shows the same. */
export function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll(/\r?\n/g, '<br>')}</p>`;
}

/** What stays of a text when a platform reformats it: its words. */
export const words = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
