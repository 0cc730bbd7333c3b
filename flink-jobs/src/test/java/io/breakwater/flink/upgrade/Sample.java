package io.breakwater.flink.upgrade;

import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;

/**
 * A little history of one job, cut in two by a savepoint: an older release lived through the first
 * part, and today's must go on from there.
 */
interface Sample {

  /** The job's name. */
  String job();

  /** The settings of the run that ends with the savepoint. */
  JobArguments argumentsBefore();

  /** What came before the savepoint; the same records at the same offsets every time. */
  void before(TestKafka kafka);

  /** Fails until the job has done everything with it that it will do before the savepoint. */
  void assertSettled(TestKafka kafka);

  /** What comes afterwards. */
  void after(TestKafka kafka);

  /** Fails until today's job has done what only one can do that remembers the first part. */
  void assertGoesOn(TestKafka kafka);
}
