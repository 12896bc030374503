import './node-version.ts'

/** `npm run seal`: writes down the exercises as they are shipped. For authors. */
const { allChapters, sealExercises } = await import('../chapters.ts')
sealExercises(allChapters())
