import { decodeEntities } from '@nightdesk/helpdesks/contract';

const named = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
  }),
);

/** What a reader sees of HTML: its words, a line for each block. Near enough to show. */
export function plainText(html: string): string {
  const words = html
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|pre|blockquote)\s*>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  return decodeEntities(words, (name) => named.get(name.toLowerCase()))
    .replace(/ *\n */g, '\n')
    .trim();
}
