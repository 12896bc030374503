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
  LOST_ON_BROKER_RESTART: {
    title: 'Orders are gone: the broker was restarted, and had not kept them',
    explanation:
      'The broker had confirmed these orders, was stopped in good order, and started again. Queues, exchanges and messages that are not marked as durable or persistent do not come back, however gently the broker was stopped.',
    hints: [
      'What does the broker write down, and what does it only remember? Who decides that?',
      'There are three switches: the exchange, the queue, and the message. amqplib sets only some of them for you.',
      'Declare exchange and queue with `durable: true`, and publish with `persistent: true`. Or use a quorum queue.',
    ],
  },
  LOST_ON_BROKER_CRASH: {
    title: 'Orders are gone: the broker was killed, and had not stored them yet',
    explanation:
      'Everything was marked as durable and persistent, and still the broker had these orders only in memory when it was killed. It has never said that they are stored; nobody asked it.',
    hints: [
      'A publish has no answer by itself. How would your code know that the broker has the order?',
      'A channel in confirm mode gets an answer for each publish, when the broker has written the message down.',
      'Use `createConfirmChannel`, and let `place()` resolve in the callback of `publish`, when its error is null.',
    ],
  },
  QUEUE_WENT_AWAY: {
    title: 'The queue went away when nobody consumed from it',
    explanation:
      'The last warehouse left, and the broker deleted the queue. Orders that came afterwards had no place to go: the broker confirmed them and dropped them.',
    hints: [
      'Who keeps a queue alive, and who may delete it?',
      'Look at the options of `assertQueue`. One of them ties the life of the queue to its consumers.',
      'Leave out `autoDelete` and `expires`: a work queue lives on when its consumers restart.',
    ],
  },
  QUEUE_LOCKED: {
    title: 'The queue belongs to one connection, and nobody else may use it',
    explanation:
      'The warehouse came to the queue and was refused: an exclusive queue serves the connection that has declared it, and dies with it.',
    hints: [
      'The order service and the warehouse are two processes. What must they share?',
      'Look at the options of `assertQueue`. One of them keeps everybody else out.',
      'Remove `exclusive: true`.',
    ],
  },
  CLAIMED_BUT_NOT_STORED: {
    title: 'The customer was told "accepted", and the broker never had the order',
    explanation:
      'A publish that returns has only been written into a buffer: of the client, of the kernel, of the broker. The broker was killed before it wrote these orders down, and the customers were told "accepted" all the same.',
    hints: [
      'What exactly had happened when `place()` resolved? Who had the order then?',
      'A plain channel never hears about a publish again. Another kind of channel does.',
      'Use `createConfirmChannel`, and resolve `place()` in the callback of the publish when its error is null.',
    ],
  },
  CLAIMED_THOUGH_REFUSED: {
    title: 'The broker refused the order, and the customer was told "accepted"',
    explanation:
      'The queue was full and its policy is to refuse. The broker said so with a nack for each publish, and the order service took the answer for a yes.',
    hints: [
      'A confirm has two outcomes. What does your code do with the other one?',
      'The callback of a publish gets an error when the broker has nacked. And `waitForConfirms()` knows only of publishes that are still open when it is called.',
      'Reject `place()` when the callback has an error, so that the customer knows and can try again.',
    ],
  },
  CLAIMED_WITHOUT_ANSWER: {
    title: 'Nobody knew whether the order had arrived, and the customer was told "accepted"',
    explanation:
      'The network broke between the publish and its confirm. Then the outcome is unknown: the order may be stored or lost. These were lost.',
    hints: [
      'Three things can come after a publish: yes, no, and nothing. Which one does your code treat as a yes?',
      'A lost connection, a deadline that has passed, a publish that was written: none of them is a confirm.',
      'On an unknown outcome publish the same order again, with the same id, after a reconnect. Or reject, and let the customer try again.',
    ],
  },
  LOST_WITH_ITS_PROCESS: {
    title: 'Orders are gone: they lived only in the memory of the order service',
    explanation:
      'The broker could not be reached, the customers were told "accepted", and the orders waited in the process for better times. Then the process was killed.',
    hints: [
      'Where is an order between the moment at which it is accepted and the moment at which the broker has it?',
      'Whoever says "accepted" must be able to answer for it after a crash.',
      'Claim only what the broker has confirmed. Or write the order to a file in `dataDir` first, with fsync, and publish it from there.',
    ],
  },
  NEVER_ANSWERED: {
    title: 'place() never answered: the customer waits for ever',
    explanation:
      'Neither "accepted" nor "no". The customer can’t know whether to order again, and each such call keeps memory until the process ends.',
    hints: [
      'Which event would have to come so that this call answers? Can it fail to come?',
      'A confirm can get lost with its connection, and on a dead connection nothing comes at all. And one confirm may answer many publishes.',
      'Settle every open call: on its confirm, on the close of its channel, and after a deadline.',
    ],
  },
  REFUSES_ORDERS: {
    title: 'Everything works again, and it takes no orders',
    explanation:
      'Whatever was broken has been mended, the customers have tried again and again, and every call was refused or got no answer.',
    hints: [
      'What does your code still hold that belonged to the time before the fault?',
      'A channel dies with its connection, and with its first error. A graceful stop of the broker emits only `close`, no `error`.',
      'Forget connection and channel on `close`, and make new ones when the next order comes. Declare what you need again.',
    ],
  },
  PUBLISHED_UNDER_ANOTHER_ID: {
    title: 'A message carried an id that no customer’s order has',
    explanation:
      'An order that is published again under a new id is a new order for everybody behind the broker: nobody can see that it is the same one, and the customer gets two parcels.',
    hints: [
      'Follow one order through two attempts. What is the same in both messages, and what is not?',
      'The id is what makes "again" safe. Who must choose it, and when?',
      'Use `messageId: order.id` in each attempt.',
    ],
  },
  LOST_BY_STALE_ACK: {
    title: 'An order is gone: an old acknowledgement hit another order',
    explanation:
      'A delivery tag is a number that counts from 1 on each channel. The tag of a delivery from the old channel was acknowledged on the new one, where the same number belonged to another order. The broker forgot that one.',
    hints: [
      'What does a delivery tag name, and where is that name valid?',
      'Follow a handler that began before the reconnect. On which channel does it acknowledge?',
      'Acknowledge on the channel that has delivered the message, and drop the ack when that channel is closed.',
    ],
  },
  LOST_BY_MULTIPLE_ACK: {
    title: 'An order is gone: an acknowledgement for another one covered it, too',
    explanation:
      'With `allUpTo` an acknowledgement settles every open delivery up to its tag. A later order was done first, and its ack settled the earlier one, which was still on its way to the truck.',
    hints: [
      'Your handlers run at the same time. In which order do they end?',
      'Look at the second argument of `channel.ack`.',
      'Acknowledge each delivery by itself: `channel.ack(message)`. Or acknowledge up to the first one that is not done.',
    ],
  },
  LOST_ON_RECONNECT: {
    title: 'Orders are gone: they got lost between the old connection and the new one',
    explanation:
      'The connection was lost while these orders were on their way to the truck. The broker delivered them again, and they were settled without having been shipped.',
    hints: [
      'An order comes a second time. What do you know about its first time?',
      '`redelivered` means that somebody may have seen it. It does not say that the work was done.',
      'Ship every delivery, redelivered or not, and acknowledge it afterwards.',
    ],
  },
  NEVER_RECONNECTED: {
    title: 'The connection was lost, and it never consumed again',
    explanation:
      'The process lives, the broker serves, orders wait in the queue, and nobody comes for them. Nothing looks wrong from outside: the process runs and prints no errors.',
    hints: [
      'Who tells your code that the connection is gone, and what happens then?',
      'A broker that stops in good order emits `close` and no `error`. And the first attempts to connect again fail, for seconds.',
      'On `close` of the connection begin anew, with a pause between the attempts: connect, channel, queue, consumer.',
    ],
  },
  STALLED: {
    title: 'It stopped working with orders left',
    explanation: 'Orders wait in the queue or in hand, and nobody ships them any more.',
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
  OUT_OF_MEMORY: {
    title: 'The process took too much memory',
    explanation:
      'A role may use 512 MB for its objects and 768 MB in all; the solution needs less than a tenth of that. A process that keeps what it has handled grows until the system kills it, with every order in its hands.',
    hints: [
      'What grows with each order, or with time, and is never let go?',
      'Look for arrays and maps that are only ever added to, and for a consumer without `prefetch` that is slower than its queue.',
      'Keep nothing about an order after its ack, and limit what is in hand with `channel.prefetch(10)`.',
    ],
  },
  BLOCKED_EVENT_LOOP: {
    title: 'The process blocked its event loop',
    explanation:
      'It answered nothing any more: neither the broker nor the lab. A process that computes without a pause sends no acks and no heartbeats, and the broker closes its connection.',
    hints: [
      'Node does one thing at a time. Which line never gives it back?',
      'Look for a loop that waits for something without `await`, and for calls whose name ends in `Sync`.',
      'Wait with `await`, never with a loop: `await ship(order)`, `await setTimeout(100)` of `node:timers/promises`.',
    ],
  },
  GOES_IN_CIRCLES: {
    title: 'The same thing happened again and again',
    explanation:
      'Thousands of deliveries, calls or messages, and the orders are not done. At work this is a process at full load and a broker that is busy with nothing else.',
    hints: [
      'How often does one order come back, and what has changed when it does?',
      'A `nack` puts an order back at once, and the broker delivers it at once. What stops that circle?',
      'Give an order back only when ship() has rejected it, and call ship() once for each delivery.',
    ],
  },
  HUNG_UP: {
    title: 'The process cut its line to the lab',
    explanation:
      'The lab gives orders and hears of ship() and place() over a file descriptor of the process, number 3. It was closed, so nothing of what the process did could be seen any more.',
    hints: [
      'Which file descriptors does your code close?',
      'A process closes what it has opened itself, and nothing else.',
      'Remove `closeSync(3)`, or the loop that closes all descriptors.',
    ],
  },
  NEVER_CONNECTED: {
    title: 'It never came to the broker',
    explanation:
      'Not one connection was made to the address that the desk names. That address is the only way to the broker: the lab listens there, and breaks it later.',
    hints: [
      'Which address does your code connect to?',
      'Nothing about the broker is fixed, neither host nor port nor vhost. All of it is in `amqpUrl`.',
      'Call `await connect(amqpUrl)` with the `amqpUrl` that your function is given.',
    ],
  },
  QUEUE_NOT_DECLARED: {
    title: 'The orders came, and there was no queue',
    explanation:
      'The order service published to a queue that nobody had declared. The broker confirms such an order and drops it: it has no place to go.',
    hints: [
      'Who makes the queue, and when?',
      'Declaring a queue that exists already does no harm, so every side that needs it declares it. Its name is in `queue`.',
      'Call `await channel.assertQueue(queue)` before your function returns.',
    ],
  },
  QUEUE_DELETED: {
    title: 'The queue was thrown away',
    explanation:
      'Your code deleted or emptied the queue. Whatever was in it is gone, for every warehouse, and nobody is told.',
    hints: [
      'Who owns the orders that wait in a queue?',
      'Look for `deleteQueue` and `purgeQueue`. On which day would they find an empty queue for sure?',
      'Remove them. If the queue must get other arguments, give it another name and move the orders first.',
    ],
  },
  SHIPPED_UNPLACED: {
    title: 'Something was shipped that nobody had ordered',
    explanation:
      'ship() was called with what is no order of a customer: a parcel is on a truck, and nobody pays for it.',
    hints: [
      'What exactly is given to ship(), and where does it come from?',
      'An order arrives as JSON in the content of a message; the message around it is no order.',
      'Call `ship(JSON.parse(message.content.toString()))`, once for each delivery.',
    ],
  },
  DID_NOT_LOAD: {
    title: 'The file can’t be imported',
    explanation: 'Node could not read the file, or the code outside of its functions failed.',
    hints: [
      'Read the message: it is what Node said.',
      'Types are stripped, not compiled, so `enum` and `namespace` do not work, and an import of a type needs `import type`.',
      'Run the file alone: `npx node FILE`. And compare it with the original: `git diff`.',
    ],
  },
  NOT_EXPORTED: {
    title: 'The function that the chapter asks for is missing',
    explanation: 'The file was read, and it does not export the function that opens the role.',
    hints: [
      'Read the message: it says what the file exports.',
      'The file must export one function by its name, `openWarehouse` or `openOrderService`, and not as its default.',
      'Compare the line that begins with `export const` with the original (`git diff`).',
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
