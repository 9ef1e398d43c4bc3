import { bare, decode, withoutMarkup } from './text.js';

/** What is left of a text that went to Freshdesk and back, however often that encoded or decoded it. */
const core = (text: string) => bare(decode(text.replace(/&(?:(?:amp|#38|#x26);)+/gi, '&')));

/** Any one character, where HTML has an entity (`&eacute;`) that we cannot read and Freshdesk can. */
const any = '\u{fffc}';

/** True when the text, or the HTML, that Freshdesk shows is what `html` says. */
export function saysTheSame(html: string): (text: string | null, html: string | null) => boolean {
  const wanted = core(withoutMarkup(html));
  const characters = Array.from(wanted.replace(/&[a-z]+\d*;/gi, any));
  const fits = (found: string) => {
    if (found === wanted) return true;
    const others = Array.from(found);
    return (
      others.length === characters.length && characters.every((one, at) => one === any || one === others[at])
    );
  };
  return (text, shown) =>
    (text !== null && fits(core(text))) || (shown !== null && fits(core(withoutMarkup(shown))));
}
