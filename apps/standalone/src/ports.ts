import { createServer } from 'node:net';
import { StartProblem } from './start-problem.js';

/** @throws StartProblem that names the variable to change when nobody could listen on this port. */
export function refuseTakenPort(who: string, variable: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(explain(error)));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve()));
  });

  function explain(error: NodeJS.ErrnoException): Error {
    const change = `Stop what uses it, or choose another: ${variable}=${port > 60_000 ? port - 1000 : port + 1000} npm start`;
    switch (error.code) {
      case 'EADDRINUSE':
        return new StartProblem(`Port ${port}, wanted for ${who}, is taken. ${change}`);
      case 'EACCES':
        return new StartProblem(
          `Port ${port}, wanted for ${who}, needs more rights. Choose one above 1023 with ${variable}.`,
        );
      case 'EADDRNOTAVAIL':
        return new StartProblem(
          `This machine has no address ${host}, on which ${who} should listen. Correct HOST.`,
        );
      case undefined:
      default:
        return error;
    }
  }
}
