import { escapeHtml } from '../html.js';

const blocks = 'p|h[1-6]|ul|ol|li|div|blockquote|pre';
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** HTML as the platform keeps it: its own tidy form of what was sent, never the same bytes. */
export function tidyHtml(sent: string): string {
  const inner = sent
    .replace(/<\/?(html|body|head)[^>]*>/gi, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '');
  const html = inner
    .trim()
    .replace(
      /(<[^>]*>)|&(quot|#39|apos);/g,
      (_all, tag?: string, name?: string) => tag ?? (name === 'quot' ? '"' : "'"),
    );
  if (!new RegExp(`^<(${blocks})\\b`, 'i').test(html)) return `<p>${html.replaceAll('\n', '<br>')}</p>`;
  return html.replace(new RegExp(`(</(?:${blocks})>|<[uo]l>)\\s*(?=<)`, 'gi'), '$1\n');
}

/** A person's plain words as HTML. */
export const htmlOf = (text: string): string => {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((words) => `<p>${escapeHtml(words).replaceAll('\n', '<br>')}</p>`);
  return tidyHtml(paragraphs.join(''));
};

/** What `display_as=plaintext` and webhooks show: links become `label (url)`. */
export function plainText(html: string): string {
  const text = html
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, '$2 ($1)')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(new RegExp(`</(?:${blocks})>\\n?`, 'gi'), '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (entity, name: string) => named[name] ?? entity);
  return text.replace(/\n{3,}/g, '\n\n').trim();
}
