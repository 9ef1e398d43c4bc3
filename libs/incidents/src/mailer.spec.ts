import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { Mailer } from './mailer.js';

test('a server that speaks TLS 1.1 at most gets no mail', async () => {
  // It needs no certificate: the versions are agreed on first.
  const ciphers = 'ADH-AES256-SHA@SECLEVEL=0';
  const old = createServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers, dhparam: 'auto' });
  old.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
  await once(old, 'listening');
  const { port } = old.address() as AddressInfo;
  const mailer = new Mailer({ SMTP_URL: `smtps://127.0.0.1:${port}`, ALERT_FROM: 'a@example.com' });
  const sent = mailer.send({ to: 'b@example.com', subject: 's', text: 't' });
  await expect(sent).rejects.toThrow(/protocol version/);
  old.close();
});
