import { plainText } from './text.js';

test.each([
  ['<p>Hello <b>you</b>,</p><p>1 &lt; 2<br>Bye</p>', 'Hello you,\n1 < 2\nBye'],
  ['<style>p { color: red }</style><div>One</div>\n<div>Two</div>', 'One\nTwo'],
  ['Gr&#252;&#xDF;e &amp;lt; &unknown; &#99999999;', 'Grüße &lt; &unknown; &#99999999;'],
])('%j reads as %j', (html, text) => {
  expect(plainText(html)).toBe(text);
});
