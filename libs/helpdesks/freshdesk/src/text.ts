import { decodeEntities, type Step } from '@nightdesk/helpdesks/contract';

/** Freshdesk takes HTML only: plain text is escaped, empty lines part paragraphs, other line ends become breaks. */
export function htmlOf({
  body,
  bodyHtml,
}: Pick<Extract<Step, { kind: 'reply' }>, 'body' | 'bodyHtml'>): string {
  if (bodyHtml !== undefined) return bodyHtml;
  const paragraphs = escape(body.replace(/\r\n?/g, '\n')).split(/\n{2,}/);
  return paragraphs.map((lines) => `<p>${lines.replaceAll('\n', '<br>')}</p>`).join('');
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** The entities that everybody writes, and those of spaces. */
const spaces = ['nbsp', 'ensp', 'emsp', 'thinsp'].map((name): [string, string] => [name, ' ']);
const invisible = ['zwj', 'zwnj', 'lrm', 'rlm', 'shy'].map((name): [string, string] => [name, '']);
const signs = Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });
const entities = new Map([...spaces, ...invisible, ...signs]);

export const decode = (text: string) => decodeEntities(text, (name) => entities.get(name));

export const withoutMarkup = (html: string) =>
  html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>|<\/?[a-z][^>]*>/gi, '');

/** Nothing that cannot be seen, and one Unicode form. */
export const bare = (text: string) => text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}]/gu, '');

/**
 * Plain text with its lines. Whether Freshdesk's own text keeps them is not stated, so they are taken from the HTML, as
 * long as that says the same otherwise.
 */
export function plainText(text: string | null, html: string | null): string {
  if (html === null) return text ?? '';
  const lines = html
    .replace(/\s+/g, ' ')
    .replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre)\s*>/gi, '\n');
  const read = decode(withoutMarkup(lines))
    .replace(/ *\n */g, '\n')
    .trim();
  return text === null || bare(read) === bare(text) ? read : text;
}
