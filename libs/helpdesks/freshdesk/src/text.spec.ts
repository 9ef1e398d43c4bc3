import fc from 'fast-check';
import { saysTheSame } from './proof.js';
import { htmlOf, plainText } from './text.js';

test.each([
  ['Hello', '<p>Hello</p>'],
  ['a\nb\r\nc', '<p>a<br>b<br>c</p>'],
  ['a\n\n\nb', '<p>a</p><p>b</p>'],
  ['<b>&"\'', '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
])('%j goes out as %s', (body, html) => {
  expect(htmlOf({ body })).toBe(html);
});

test('markup that is given wins, as it is', () => {
  expect(htmlOf({ body: 'x', bodyHtml: '<p>y</p>' })).toBe('<p>y</p>');
});

const anyText = fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed());

test('whatever was written, no markup of it remains and it is recognised', () => {
  fc.assert(
    fc.property(anyText, (body) => {
      const html = htmlOf({ body });
      expect(html.replaceAll(/<\/?p>|<br>/g, '')).not.toMatch(/[<>"']/);
      expect(saysTheSame(html)(body, null)).toBe(true);
      expect(saysTheSame(html)(null, html)).toBe(true);
    }),
  );
});

test('what was read is what was written', () => {
  const line = fc.stringMatching(/^[a-z<>&;"' ]{1,12}$/).map((text) => text.replace(/ +/g, ' ').trim());
  fc.assert(
    fc.property(fc.array(line.filter(Boolean), { minLength: 1 }), (lines) => {
      const body = lines.join('\n');
      expect(plainText(lines.join(' '), htmlOf({ body }))).toBe(body);
    }),
  );
});

test.each<[string, string | null, string | null, string]>([
  ['lines from the HTML', 'a b', '<div>a<br/>b</div>', 'a\nb'],
  ['Freshdesk’s text where the HTML says something else', 'a', '<div>a</div><div>quoted</div>', 'a'],
  ['Freshdesk’s text where the HTML cannot be read', 'café', '<p>caf&eacute;</p>', 'café'],
  ['the HTML where there is no text', null, '<p>a &amp;amp; b</p>', 'a &amp; b'],
  ['the text where there is no HTML', 'a\nb', null, 'a\nb'],
  ['nothing where there is nothing', null, null, ''],
])('plain text is %s', (_what, text, html, expected) => {
  expect(plainText(text, html)).toBe(expected);
});

describe('a text is recognised', () => {
  const html = '<p>Grüße &amp; 1 &lt; 2<br>it&#39;s&nbsp;“fine”</p>';
  test.each([
    "Grüße & 1 < 2\nit's\u00a0“fine”",
    '  Grüße &amp; 1 &lt; 2 it&#x27;s “fine”\r\n\r\n',
    "Gru\u0308ße & 1 < 2it's“fine”\u200b",
  ])('as %j', (text) => {
    expect(saysTheSame(html)(text, null)).toBe(true);
  });

  test('by its HTML, whatever became of the tags', () => {
    const shown = '<div dir="ltr"><p>Grüße &amp; 1 &lt; 2</p><p>it\'s “fine”</p><!-- x --></div>';
    expect(saysTheSame(html)('cut…', shown)).toBe(true);
  });

  test('with entities that only Freshdesk can read', () => {
    const says = saysTheSame('<p>caf&eacute; &hellip; &zeta;</p><style>p { color: red }</style>');
    expect(says('café … ζ', null)).toBe(true);
    expect(says(null, '<p>caf&eacute; &hellip; &zeta;</p>')).toBe(true);
    expect(says('cafés … ζ', null)).toBe(false);
    expect(says('cave … ζ', null)).toBe(false);
  });

  test('and another is not', () => {
    const says = saysTheSame('<p>Hello you</p>');
    for (const other of ['Hello', 'hello you', 'Hello you!', 'Re: Hello you', ''])
      expect(says(other, other)).toBe(false);
    expect(says(null, null)).toBe(false);
  });
});
