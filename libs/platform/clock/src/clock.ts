import { Injectable } from '@nestjs/common';

/** Where time comes from. Business code asks this and never `Date`, so that tests can move time. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
