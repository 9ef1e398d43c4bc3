import { Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { Ids } from './ids.js';

/** Time and ids for every module; global, because everything asks for them. */
@Global()
@Module({ providers: [Clock, Ids], exports: [Clock, Ids] })
export class ClockModule {}
