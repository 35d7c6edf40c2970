export { reportPage, type NamedExamination } from './page.ts';
