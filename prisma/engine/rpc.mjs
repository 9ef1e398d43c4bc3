import { createInterface } from 'node:readline';

/** JSON-RPC 2.0, one message a line. Requests are answered in the order they came, as the native engine does. */
export async function serve(handle) {
  let current;
  // A panic inside the WebAssembly is thrown from its event loop, not from the call: answer, or the CLI waits in vain.
  process.on('uncaughtException', (error) => {
    send({ id: current, error: describe(error) });
    process.exit(1);
  });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const message = JSON.parse(line);
    // The CLI answers our own `print` requests; those answers carry no method and need no reply.
    if (message.method === undefined) continue;
    current = message.id;
    send({ id: message.id, ...(await settle(() => handle(message.method, message.params))) });
  }
}

/** Asks the CLI to print text on its standard output. */
export function print(content) {
  send({ id: 0, method: 'print', params: { content } });
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function settle(work) {
  try {
    return { result: (await work()) ?? {} };
  } catch (error) {
    return { error: describe(error) };
  }
}

/** The CLI shows `data.message` and decides by Prisma's code (P1001, P3018, …) where the engine gave one. */
function describe(error) {
  const panic =
    error instanceof WebAssembly.RuntimeError ? globalThis.PRISMA_WASM_PANIC_REGISTRY.message : '';
  const message = panic || error.message || String(error);
  return {
    code: 4466,
    message,
    data: { is_panic: false, message, error_code: error.code, meta: error.meta },
  };
}
