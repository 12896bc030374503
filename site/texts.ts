import { interviewTexts } from './interview-texts.ts'
import type { Forms } from './said.ts'
import { scriptTexts } from './script-texts.ts'

/** Every word that the site itself says, in English. A second language is a second catalogue of this shape. */
export const english = {
  lang: 'en',
  language: 'English',
  book: 'Zero Loss',
  bookQuestion: 'How do you guarantee that no message is lost?',
  bookDescription: 'An interview workbook: lose real messages in RabbitMQ, fix the code, and defend the answer.',

  lessonHeadings: [
    { id: 'the-question', title: 'The question' },
    { id: 'what-happens', title: 'What happens' },
    { id: 'why', title: 'Why' },
    { id: 'your-task', title: 'Your task' },
    { id: 'what-the-judge-does', title: 'What the judge does' },
    { id: 'tempting-fixes', title: 'Tempting fixes' },
    { id: 'in-production', title: 'In production' },
    { id: 'sources', title: 'Sources' },
  ],
  questionHeadings: ['Answer in 30 seconds', 'Follow-ups', 'Common wrong answer', 'What to listen for', 'Evidence'],

  openingHeadings: [
    'What the interviewer is after',
    'Answer in two minutes',
    'Where it goes from here',
    'What makes them stop listening',
  ],

  opening: {
    name: 'The opening question',
    kicker: 'The question that opens the interview',
    answersLead: 'Say yours aloud first, with a clock. Then open the one that is nearest to you, and compare.',
    answerOf: {
      junior: 'Two minutes from a junior',
      middle: 'Two minutes from a middle',
      senior: 'Two minutes from a senior',
    },
    branchesLead:
      'Each sentence of your answer is a door. This is the way of an order, with what people say about it, and each leads to what the interviewer asks next.',
    map: 'What is said about the way of an order',
    asks: 'They ask:',
    leadsTo: 'And from there:',
  },

  skip: 'Skip to the text',
  contents: 'Contents',
  contentsOfBook: 'Contents of the book',
  home: 'Start here',
  lesson: 'Lesson',
  fixes: 'Tempting fixes in full',
  interview: 'Interview',
  inPreparation: 'in preparation',
  previous: 'Before',
  next: 'Next',
  pageTurner: 'Pages before and after',
  closeContents: 'Close',
  theme: { name: 'Theme: ', system: 'system', light: 'light', dark: 'dark' },
  copy: 'Copy',
  copied: 'Copied',
  table: 'Table',
  codeIn: (language: string) => `Code, ${language}`,
  codeFrom: (path: string) => `Code of ${path}`,
  comparedWith: (path: string) => `compared with ${path}`,

  from: 'From',
  via: 'Via',
  to: 'To',
  producer: 'producer',
  broker: 'RabbitMQ',
  consumer: 'consumer',
  stamp: 'Handle with acks',
  homeHeadings: { map: 'Where an order can die', chapters: 'Chapters' },
  stopped: 'You stopped at',
  wayLead:
    'This is the way of one order, from the customer to the truck. Each cross is a place where it can die, and the number is the chapter in which you watch it happen.',
  wayToMap: (count: number) => `All ${count} ways to lose one are on the map.`,
  search: {
    name: 'Search',
    found: '{count} found',
    none: 'Nothing found. Use fewer words, or another one.',
  },

  chapter: (number: number) => `Chapter ${String(number).padStart(2, '0')}`,
  promise: 'Promise',
  fileToEdit: 'File to edit',
  failsWith: 'Fails today with',
  judgeIt: 'Judge it',
  judgeAnother: 'Judge another file',
  judgeCommand: (number: number) => `npm test ${number}`,
  judgeAnotherCommand: (number: number) => `npm test -- ${number} --candidate FILE`,
  workbench: 'On the bench',
  hint: (number: number) => `Hint ${number} of 3`,
  solution: 'Solution',
  solutionIn: (path: string) =>
    `It stands in ${path}. Read it after your own file passes, or when the third hint did not help.`,

  fixesOf: (title: string) => `Tempting fixes: ${title}`,
  fixesLead: 'Each fix, and what it earned when the judge ran it. Before you look at one, say where it goes wrong.',
  seeFix: 'What it changes, and how the orders die',
  fixDescription: (fix: string, lesson: string) => `A tempting fix that does not hold: ${fix}. ${lesson}`,
  fixHeadings: {
    change: 'What it changes in the exercise',
    run: 'What happened to the orders',
    question: 'The question that it answers',
  },
  ordersLost: (count: number) =>
    count === 0 ? 'no order lost' : count === 1 ? '1 order lost' : `${count} orders lost`,

  interviewOf: (title: string) => `Interview: ${title}`,
  interviewLead:
    'Say your answer aloud before you open one. Then open the follow-ups one by one: that is how they come.',
  showAll: 'Show all answers',
  hideAll: 'Hide all answers',
  levels: { junior: 'junior', middle: 'middle', senior: 'senior' },
  after: 'The interviewer wants to know',
  scenario: 'Scenario',
  wrongFix: 'Wrong fix',
  source: 'Source',
  measured: 'Measured by us',

  run: {
    title: 'Recorded run',
    both: 'Recorded runs.',
    exercise: 'The exercise',
    solution: 'The solution',
    scenario: (title: string) => `Scenario: ${title}`,
    promise: 'Promise:',
    outcomes: { PASS: 'Pass', FAIL: 'Fail', INCONCLUSIVE: 'Inconclusive', TOOL_ERROR: 'Tool error' },
    placed: 'placed',
    accepted: 'accepted',
    stored: 'of these stored',
    delivered: 'delivered',
    shipped: 'shipped',
    redelivered: 'redelivered',
    duplicated: 'duplicated',
    lost: 'lost',
    lostOrders: 'Lost orders',
    more: (count: number) => `and ${count} more`,
    firstTry: (reason: string) => `The first try was inconclusive: ${reason}`,
    timeline: 'Timeline',
    marks: { fault: 'fault', loss: 'lost here' },
    output: 'The last lines that it printed:',
    fineprint: (version: string, runtime: string, seed: number) => `RabbitMQ ${version}, ${runtime}; seed ${seed}`,
  },

  map: {
    name: 'Map of loss paths',
    title: (count: number) => `${count} ways to lose a message`,
    lead: 'From the producer through the broker to the consumer: how each of them loses it, what stops it, and where you can see it. A code like P11 can be linked to.',
    holders: { producer: 'The producer loses it', broker: 'The broker loses it', consumer: 'The consumer loses it' },
    kinds: { twice: 'a duplicate, no loss', history: 'history' },
    shown: { 'wrong-fix': 'tempting fix', scenario: 'scenario' },
    filter: 'Filter the map',
    search: 'Find',
    lostBy: 'Lost by',
    anybody: 'anybody',
    treatedIn: 'Chapter',
    anyChapter: 'all',
    all: 'All {all} are shown.',
    some: '{shown} of {all} are shown.',
    none: 'None of {all} matches. Use fewer words.',
  },
  glossary: {
    title: 'Glossary',
    lead: 'The words of the field, as this book uses them, with the ones that a Chinese interviewer uses.',
  },
  elsewhere: {
    name: 'Kafka and RocketMQ',
    title: 'The same guarantees in Kafka and RocketMQ',
    lead: 'What you have proven here with RabbitMQ has a name in the other two. Each cell names its source. None of the cells for Kafka and RocketMQ was tested by this book.',
    systems: { rabbitmq: 'RabbitMQ', kafka: 'Kafka', rocketmq: 'RocketMQ' },
  },
  terminal: {
    name: 'At the terminal',
    title: 'At the terminal',
    lead: 'What each command of the learner’s loop says. A program typed them into a pseudo-terminal and kept what came; nothing here was written by hand.',
    session: (command: string) => `What ${command} printed`,
  },
  judge: {
    name: 'About the judge',
    lead: 'What it measures, how often it is right, and what it can’t see.',
  },

  print: {
    name: 'To print',
    title: 'The whole book on one page',
    lead: 'To print, to keep as a PDF, or to search with the browser. Every answer and every hint is open.',
    button: 'Print it, or save it as a PDF',
  },

  /** The verdict on the reader's own file, while the book is served by `npm start`. */
  live: {
    yours: 'Your file',
    judged: (candidate: string) => `${candidate}, as the judge last saw it`,
    picture: 'What happened',
    wholeRun: 'The whole run, frame by frame',
  },

  interviewPages: interviewTexts,
  scripts: scriptTexts,

  route: {
    customer: 'customer',
    service: 'order service',
    broker: 'broker',
    warehouse: 'warehouse',
    truck: 'truck',
    memory: 'in its memory',
    line: 'on the line',
    exchange: 'exchange',
    queueInMemory: 'queue, memory',
    queueOnDisk: 'queue, disk',
    hands: 'in its hands',
    answers: { accepted: 'accepted', confirm: 'confirm', ack: 'ack' },
    missing: (answer: string) => `no ${answer}`,
    /** The picture in words, for who can't see it. */
    way: (stops: string[]) => `from ${stops.join(' to ')}`,
    unasked: (answer: string) => `nobody waits for the ${answer}`,
  },
  routeOf: (number: number) => `Chapter ${String(number).padStart(2, '0')}: where an order can get lost`,
  routeOfBook: 'Every place where an order can get lost',
  /** What the chapters that are not written yet will add to the way of an order. */
  plannedDeaths: [
    { slug: '07-graceful-exit', at: 'service', how: 'the process ends before it has sent it' },
    { slug: '08-unroutable', at: 'exchange', how: 'no queue is bound: confirmed, and dropped' },
    { slug: '09-limits', at: 'queue', how: 'over its limit: dropped on purpose' },
    { slug: '10-poison-messages', at: 'warehouse', how: 'it fails each time, and is thrown away' },
    { slug: '12-outbox', at: 'service', how: 'saved in the database, and never sent' },
    { slug: '13-quorum-queues', at: 'disk', how: 'the only node burns down' },
  ],

  /** The chapters of the finished book. A written one is shown with the title of its lesson. */
  plan: [
    { slug: '01-auto-ack', title: 'The warehouse that forgets' },
    { slug: '02-ack-timing', title: 'Ack means “I have done it”' },
    { slug: '03-persistence', title: 'The broker restarts' },
    { slug: '04-publisher-confirms', title: 'The broker says that it has it' },
    { slug: '05-network-failure', title: 'No answer is no answer' },
    { slug: '06-delivery-tags', title: 'Whose message did you ack?' },
    { slug: '07-graceful-exit', title: 'The script that finished too early' },
    { slug: '08-unroutable', title: 'Confirmed, and nowhere' },
    { slug: '09-limits', title: 'The broker drops on purpose' },
    { slug: '10-poison-messages', title: 'The message that kills' },
    { slug: '11-idempotency', title: 'Twice is not two' },
    { slug: '12-outbox', title: 'Saved, and never sent' },
    { slug: '13-quorum-queues', title: 'One node burns down' },
    { slug: '14-chaos', title: 'Everything at once' },
    { slug: '15-kafka-and-rocketmq', title: 'The same questions elsewhere' },
  ],
} as const

/** A catalogue: every word that the site itself says, in one language. */
export type Texts = Words<typeof english>

type Words<T> = T extends string
  ? string
  : T extends { other: string }
    ? Forms
    : T extends (...values: infer V) => string
      ? (...values: V) => string
      : { readonly [K in keyof T]: Words<T[K]> }

/** The languages that the book speaks, where their chapters are written. English first. */
export const catalogues: readonly Texts[] = [english]

/**
 * The words of the language that is spoken now.
 * @alias english, until another language is spoken
 */
export let texts: Texts = english

/** Says something in another language. It must be said at once: whoever waits in between would hear it in the wrong one. */
export function speak<T>(language: Texts, say: () => T): T {
  const before = texts
  texts = language
  try {
    return say()
  } finally {
    texts = before
  }
}
