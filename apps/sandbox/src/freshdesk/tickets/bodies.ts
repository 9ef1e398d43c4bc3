import { escapeHtml } from '../../html.js';

const signs = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

/**
 * What is kept of HTML that was sent: comments, scripts, hidden elements and all attributes but addresses are
 * dropped, so nothing can be hidden in a message to be found again. The text form loses its line breaks.
 */
export function kept(html: string): { body: string; body_text: string } {
  const body = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|template)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<(\w+)\b[^>]*?(?:\shidden\b|display\s*:\s*none)[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<(\w+)((?:\s[^>]*)?)>/g, (_tag, name: string, attributes: string) => {
      const address = /\s(?:href|src)=(?:"[^"]*"|'[^']*')/i.exec(attributes)?.[0] ?? '';
      return `<${name}${address}>`;
    });
  return { body, body_text: plain(body, ' ').replace(/\s+/g, ' ').trim() };
}

/** A message with its line breaks, as people see it. */
export const readable = (html: string): string => plain(html, '\n').trim();

function plain(html: string, lineBreak: string): string {
  return html
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d|blockquote)>/gi, lineBreak)
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => signs[entity as keyof typeof signs]);
}

/** What a person typed, as the HTML the platform makes of it. */
export const typed = (message: string) =>
  kept(
    message
      .split(/\n{2,}/)
      .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
      .join(''),
  );
