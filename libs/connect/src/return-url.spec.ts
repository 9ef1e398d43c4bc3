import { checkedReturnUrl, returnTo } from './return-url.js';

const allowed = [
  'https://app.example.com/helpdesk',
  'https://other.example.com',
  'http://127.0.0.1:5000',
].map((text) => new URL(text));

test.each([
  'https://app.example.com/helpdesk',
  'https://app.example.com/helpdesk/',
  'https://app.example.com/helpdesk/done?customer=7',
  'https://APP.example.com/helpdesk',
  'https://other.example.com',
  'https://other.example.com/anything?x=1',
  'http://127.0.0.1:5000/back',
])('%s is under what is listed', (text) => {
  expect(checkedReturnUrl(text, allowed)).toBe(new URL(text).href);
});

test.each([
  'https://app.example.com/helpdesks',
  'https://app.example.com/helpdesk.evil',
  'https://app.example.com/',
  'https://app.example.com/helpdesk/../admin',
  'https://app.example.com/helpdesk/%2e%2e/admin',
  'https://app.example.com/helpdesk/..%2fadmin',
  'https://app.example.com/helpdesk/..%5cadmin',
  'https://app.example.com/helpdesk//evil.example',
  'https://other.example.com//evil.example',
  'https://other.example.com\\@evil.example',
  'https://other.example.com\\.evil.example',
  'https://other.example.com@evil.example',
  'https://other.example.com:pass@evil.example/',
  'https://user@other.example.com/',
  'https://other.example.com.evil.example/',
  'https://other.example.com:8443/',
  'http://other.example.com/',
  'http://127.0.0.1:5001/back',
  'http://localhost:5000/back',
  'https://other.example.com/#@evil.example',
  '//other.example.com/',
  '/helpdesk',
  'https:other.example.com/',
  'https:///other.example.com/',
  'https:/\\evil.example',
  ' https://other.example.com/',
  'https://other.example.com/\n/x',
  'javascript:alert(1)//https://other.example.com/',
  'data:text/html,x',
  '',
])('%j is refused', (text) => {
  expect(() => checkedReturnUrl(text, allowed)).toThrow(
    expect.objectContaining({ name: 'ReturnUrlRefused' }),
  );
});

test('nothing is allowed where nothing is listed', () => {
  expect(() => checkedReturnUrl('https://app.example.com/helpdesk', [])).toThrow(/CONNECT_RETURN_URLS/);
});

test('what the maker of the link put under our names does not count', () => {
  const ended = new URL(
    returnTo('https://app.example.com/helpdesk?account=forged&customer=7', {
      state: 'failed',
      reason: 'x&y',
    }),
  );
  expect(Object.fromEntries(ended.searchParams)).toEqual({ customer: '7', state: 'failed', reason: 'x&y' });
});
