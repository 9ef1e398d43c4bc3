import fc from 'fast-check';
import { gist, toHtml, toText } from './text.js';

test.each([
  ['<p>Okay!</p>', 'Okay!'],
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<p>One<br>Two<br/>Three</p>', 'One\nTwo\nThree'],
  ['<h2>List</h2>\n<ul>\n<li>Tea</li>\n<li>Milk</li>\n</ul>', 'List\n\n- Tea\n- Milk'],
  ['see <a href="https://x.example/?a=1&amp;b=2" title="a > b">this</a>.', 'see this.'],
  ['a &lt; b &amp;&amp; c &gt; d &#39;q&#x27; &nbsp;x', "a < b && c > d 'q'  x"],
  ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['5 < 6 and 7 > 6', '5 < 6 and 7 > 6'],
  ['<style>p{}</style><script>alert("<p>")</script><!-- <p>no</p> -->yes', 'yes'],
  ['<pre>a  b\n  c</pre>', 'a  b\nc'],
  ['&unknown; &#0; &#1114112;', '&unknown; &#0; &#1114112;'],
  ['never <!-- closed', 'never'],
  ['', ''],
])('%j reads %j', (html, text) => {
  expect(toText(html)).toBe(text);
});

test('hostile mark-up takes no time to read', () => {
  const started = performance.now();
  for (const piece of ['<a ', '<a "', "<a '", '<!--', '<script', '<', '&', '<p>', ' \n'])
    toText(piece.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

test.each([
  ['Hello', '<p>Hello</p>'],
  ['One\nTwo\r\nThree', '<p>One<br>Two<br>Three</p>'],
  ['One\n\nTwo', '<p>One</p><p>Two</p>'],
  ['<b>"a" & b</b>', '<p>&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;</p>'],
])('%j goes out as %s', (text, html) => {
  expect(toHtml(text)).toBe(html);
});

test('whatever is written comes back in the same words, and none of it as mark-up', () => {
  const words = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(gist(toHtml(text))).toBe(words(text));
    }),
  );
});

test('cleaned HTML has the same gist', () => {
  expect(gist('<p class="no-margin">See <a href="https://x" rel="nofollow">docs</a></p>\n')).toBe(
    gist('<div>See <a href="https://x">docs</a></div>'),
  );
});
