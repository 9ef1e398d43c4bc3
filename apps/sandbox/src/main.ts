import { defaultRedirectUris, startSandbox } from './sandbox.js';

/** Starts the sandbox helpdesk by itself. SANDBOX_PORT, SANDBOX_HOST and SANDBOX_REDIRECT_URIS change the defaults. */
const { SANDBOX_PORT = '4400', SANDBOX_HOST = '127.0.0.1', SANDBOX_REDIRECT_URIS } = process.env;
const redirectUris = SANDBOX_REDIRECT_URIS?.split(',').map((uri) => uri.trim()) ?? defaultRedirectUris;

const sandbox = await startSandbox({ port: Number(SANDBOX_PORT), host: SANDBOX_HOST, redirectUris });
console.log(`The sandbox helpdesk listens at ${sandbox.url}`);

let closing = false;
async function stop(): Promise<void> {
  if (closing) return;
  closing = true;
  await sandbox.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('disconnect', () => void stop());
