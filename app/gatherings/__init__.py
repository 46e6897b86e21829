"""活动：何时何地谁应到、谁到了、有什么为证。Gatherings: when and where, who was expected, who came, what proves it."""
