import { escapeHtml } from '../../html.js';

const signs = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

/** Both bodies of a comment from the one that was written. */
export function bodies(written: { body?: string | undefined; html_body?: string | undefined }) {
  if (written.html_body !== undefined)
    return { body: plainText(written.html_body), html_body: frame(written.html_body) };
  const body = written.body ?? '';
  const paragraphs = body
    .split(/\n{2,}/)
    .map((text) => `<p dir="auto">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`);
  return { body, html_body: frame(paragraphs.join('')) };
}

const frame = (html: string) => `<div class="zd-comment" dir="auto">${html}</div>`;

function plainText(html: string): string {
  const text = html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(p|div|li)>/gi, '\n\n')
    .replace(/<[^>]*>/g, '');
  const plain = text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => signs[entity as keyof typeof signs]);
  return plain.replace(/\n{3,}/g, '\n\n').trim();
}
