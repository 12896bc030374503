/** The words of the interview's own pages, in English: a part of the catalogue. What their scripts say is in `script-texts.ts`. */
export const interviewTexts = {
  list: {
    lead: 'Say your answer aloud before you open one. Each question has a page of its own, with its follow-ups, and you can practise it there.',
    mock: 'Hold a whole interview',
    followUps: (count: number) => `${count} follow-ups`,
    buildsOn: 'builds on',
  },
  chain: {
    kicker: (chapter: string) => `${chapter} · one question, and what is built on it`,
    buildsOn: 'It builds on',
    all: 'All questions of this chapter',
    lesson: 'The lesson',
    paper: 'Print shows what is open.',
    recorded: (lost: number, placed: number) =>
      `In our recorded run ${lost} of ${placed} orders were lost, and none with the solution.`,
    recordedCode: (code: string) => `In our recorded run the exercise earned ${code}, and the solution passed.`,
    after: 'What the interviewer is after',
    good: 'Good signs',
    bad: 'Red flags',
  },
  own: {
    lostAndFixed: (lost: number, placed: number) =>
      `Your own run: ${lost} of your ${placed} orders were lost here, and none after your fix.`,
    lost: (lost: number, placed: number) => `Your own run: ${lost} of your ${placed} orders were lost here.`,
    failedAndFixed: (code: string) => `Your own run: your file earned ${code} here, and passed after your fix.`,
    failed: (code: string) => `Your own run: your file earned ${code} here.`,
    fixed: 'Your own run: your file passes, and no order was lost.',
  },
} as const
