from recollect.sample.content import Sample, SampleFeedback, SampleJob, SamplePerson, load_sample

__all__ = ["Sample", "SampleFeedback", "SampleJob", "SamplePerson", "load_sample"]
