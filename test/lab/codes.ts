/** One way to fail, in the reader's words. */
export interface Code {
  /** A headline: what went wrong. */
  title: string
  /** Why it counts as a failure, and what it would mean at work. */
  explanation: string
  /** From a nudge to nearly the answer. */
  hints: [string, string, string]
}

/** Every way to fail. A verdict can't name a code that is not here: its type is the list of these keys. */
export const codes = {
  LOST_ON_CONSUMER_CRASH: {
    title: 'Orders are gone: the warehouse died with them in its hands',
    explanation:
      'The broker had already forgotten these orders when the warehouse was killed. Nobody has them now: not the queue, not the second warehouse.',
    hints: [
      'Until which moment does the broker keep a copy of a message that it has delivered?',
      'Look for the place where the broker is told "done with it". Is the parcel on the truck by then?',
      'Consume with `noAck: false`, and call `channel.ack(message)` after `await ship(order)`.',
    ],
  },
  LOST_ON_FAILED_SHIPMENT: {
    title: 'An order is gone: ship() rejected, and nobody tried again',
    explanation:
      'The order was settled although its parcel never got on a truck. An acknowledgement tells the broker to forget the order; a reject without requeue drops it, when no dead-letter exchange takes it.',
    hints: [
      'Follow the order whose ship() rejected. Which line runs next, and what does it tell the broker?',
      'Code in `finally` runs after a failure too. And amqplib: `nack(message, allUpTo, requeue)`.',
      'Acknowledge only after ship() resolved; in the `catch`, call `channel.nack(message)`, which puts the order back.',
    ],
  },
  LOST_WITHOUT_FAULT: {
    title: 'Orders are gone although nothing broke',
    explanation:
      'On a sunny day, without any fault, these orders were claimed, and then neither shipped nor left in a queue.',
    hints: [
      'Place one order and follow it: delivered, shipped, acknowledged?',
      'Is there a path through the handler that settles an order without shipping it?',
      'Call ship() for every delivery, and acknowledge it after ship() resolved.',
    ],
  },
  NEVER_SETTLED: {
    title: 'Shipped, but never acknowledged',
    explanation:
      'Every order was shipped, and yet the broker still holds deliveries that nobody settled. It will deliver them again as soon as the warehouse restarts, and it keeps them in memory until then.',
    hints: [
      'The broker waits for something after each delivery. Does it come?',
      'Manual mode is a promise to answer: each delivery needs one ack, nack or reject.',
      'Call `channel.ack(message)` after `await ship(order)`.',
    ],
  },
  STALLED: {
    title: 'The warehouse stopped working with orders left',
    explanation: 'Nothing was lost, but orders wait in the queue or in hand, and nobody ships them any more.',
    hints: [
      'Which order was the last one that moved, and what was the code waiting for then?',
      'A prefetch that is used up by deliveries without an answer stops everything. So does a handler that waits for ever.',
      'See to it that every path through the handler ends in one ack or nack.',
    ],
  },
  EXITED: {
    title: 'The process ended by itself',
    explanation:
      'No order may be lost, but a warehouse that exits ships nothing. An order that always fails would take down every instance, one after the other.',
    hints: [
      'Read its last output below: which error was not caught?',
      'An async handler that rejects is an unhandled rejection, and Node ends the process for it.',
      'Catch the error of `await ship(order)` in the handler, and give the order back with `channel.nack(message)`.',
    ],
  },
  DID_NOT_LOAD: {
    title: 'The file can’t be used',
    explanation: 'The file could not be imported, or it does not export what the chapter asks for.',
    hints: [
      'Read the message: it is what Node said.',
      'The file must export one function: `openWarehouse` or `openOrderService`. Types are stripped, so `enum` and `namespace` do not work.',
      'Compare the first and the last line of your file with the original (`git diff`).',
    ],
  },
  DID_NOT_OPEN: {
    title: 'It did not open',
    explanation: 'The function that opens the role failed or did not return, so no order could be sent.',
    hints: [
      'Read the message: it is the error that your function threw, or how long it took.',
      'The function must resolve when the role is ready, and leave it running. It must not wait for orders.',
      'Connect, create a channel, declare the queue, start to consume, and return.',
    ],
  },
} as const satisfies Record<string, Code>

export type CodeName = keyof typeof codes
