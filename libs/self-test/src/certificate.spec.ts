import { judgeCertificate } from './certificate.js';

const now = new Date('2026-11-23T04:00:00.000Z');
const judged = (problem: string | null, validTo: string) =>
  judgeCertificate({ problem, validTo: new Date(validTo) }, 'https://desk.example', now);

test('a certificate is wrong two weeks before it ends, with the day', () => {
  expect(judged(null, '2026-12-07T05:00:00Z')).toMatchObject({ state: 'fine' });
  const { state, says, remedy } = judged(null, '2026-12-07T03:00:00Z');
  expect([state, says]).toEqual([
    'wrong',
    'The certificate of https://desk.example ends in 13 days, on 2026-12-07.',
  ]);
  expect(remedy).toMatch(/Renew/);
});

test.each([
  ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/, /host name/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /without its chain/, /fullchain/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /is not trusted/, /public authority/],
])('%s is told in words, with what to do', (problem, says, remedy) => {
  const finding = judged(problem, '2027-12-07T05:00:00Z');
  expect(finding).toMatchObject({ state: 'wrong', says: expect.stringMatching(says) });
  expect(finding.says).toContain(problem);
  expect(finding.remedy).toMatch(remedy);
});
