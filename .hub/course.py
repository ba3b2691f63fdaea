"""What every hub must know of the course; TLJH takes this file as it is."""

c = get_config()  # noqa: F821

c.Spawner.default_url = "/lab/tree/00-start-here.ipynb"
# The course's own Python comes before one that a student has in the home folder.
c.Spawner.environment = {"JUPYTER_PREFER_ENV_PATH": "1"}
# A class that comes in together starts all its servers at once; on two cores the last one waits for minutes.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
