/** Courses and students: many-to-many without a related_name, so that the default reverse name shows. */
import { char, manyToMany } from './builder.ts'
import type { ExampleSpec } from './builder.ts'

export const school: ExampleSpec = {
  name: 'school',
  models: {
    Course: { at: [40, 80], str: 'title', fields: { title: char(100) } },
    Student: { at: [340, 80], str: 'name', fields: { name: char(100), courses: manyToMany('Course') } },
  },
  rows: {
    Course: { 1: { title: 'Python' }, 2: { title: 'Django' }, 3: { title: 'Databases' }, 4: { title: 'Go' } },
    Student: {
      1: { name: 'Youssef', courses: [1, 2] },
      2: { name: 'Amine', courses: [2] },
      3: { name: 'Sara', courses: [] },
      4: { name: 'Lina', courses: [1, 2, 3] },
    },
  },
  queries: [
    { name: 'Courses of a student', text: 'Student.objects.get(name="Youssef").courses.all()' },
    { name: 'Students of a course', text: 'Course.objects.get(title="Django").student_set.all()' },
    {
      name: 'Who takes Python or Django',
      text: 'Student.objects.filter(courses__title__in=["Python", "Django"]).distinct()',
    },
    { name: 'Students without a course', text: 'Student.objects.filter(courses__isnull=True)' },
    { name: 'Students per course', text: 'Course.objects.annotate(n=Count("student")).values("title", "n")' },
  ],
}
